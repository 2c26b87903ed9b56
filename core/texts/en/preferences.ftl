# What people set for themselves.

setting-pace = The pace you are measured by
setting-pace-default = The usual range
setting-pace-100-150 = 100 to 150 words a minute
setting-pace-130-180 = 130 to 180 words a minute
setting-pace-1-3 = 1 to 3 words a second
setting-scores = Levels in new interviews
setting-scores-show = Show them
setting-scores-hide = Hide them
setting-grammar = Tips on grammar
setting-grammar-yes = On
setting-grammar-no = Off
setting-keep_clips = Recordings
setting-keep_clips-no = Delete them once heard
setting-keep_clips-yes = Keep them, encrypted

refused-setting = That cannot be set. Please choose one of the settings that are offered.
