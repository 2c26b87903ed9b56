# What is wrong with texts of one's own (GREENROOM_TEXTS), read by whoever runs Greenroom.

texts-faults =
    { $count ->
        [one] A text of your own is not right:
       *[other] { $count } texts of your own are not right:
    }
    { $lines }
texts-fault = { $file }:{ $line }: { $what }
texts-unreadable = The file cannot be read. Save it as UTF-8, readable for the user who runs Greenroom.
texts-syntax = “{ $text }” is not Fluent. Write key = text, and begin further lines with a blank.
texts-unknown = There is no text `{ $id }`. { $near ->
    [none] The keys are those in core/texts; take this one out.
   *[other] Did you mean `{ $near }`?
}
texts-empty = `{ $id }` has no text. Write one, or take the key out to keep the bundled one.
texts-variable = `{ $id }` uses { $name }, which it is not given. What it is given: { $given }.
texts-reference = `{ $id }` refers to `{ $name }`, which does not exist. Take it out, or write it.
