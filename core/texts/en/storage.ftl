# What can go wrong with the database, its keys and its folder; read by whoever runs the bot, and where a
# person is the one who was interrupted, by them.

storage-url =
    The database address is not one Greenroom knows. Set GREENROOM_DATABASE to
    sqlite:///path/to/greenroom.db or to postgresql://user:password@host/name.

storage-postgres-driver =
    The database is on Postgres, but its driver is not installed.
    Install it with: pip install 'greenroom[postgres]'

storage-folder = Greenroom cannot use { $path }: { $reason }. Check that it exists and that you may write there.

storage-disk-full =
    The disk is full, so nothing was saved. Free some space and try again; what was saved before is intact.

storage-read-only =
    The database is read-only, so nothing was saved. Check the permissions of its file and folder.

storage-cannot-open = The database file cannot be opened ({ $code }). Check its path and permissions.

storage-io =
    The disk reported an error, so nothing was saved ({ $code }). Check the disk, then start again.

storage-moved =
    The database file was moved or deleted while Greenroom was running, so nothing more is saved.
    Put it back and start again.

storage-busy = Another process holds the database. Nothing was saved; try again in a moment.

storage-damaged =
    The database is damaged ({ $code }). Stop Greenroom and restore a backup of the database and its
    master key together.

storage-unreachable =
    The database server cannot be reached ({ $code }). Check that it runs and that the address, the user
    and the password in GREENROOM_DATABASE are right.

storage-failed = The database did not do what was asked of it ({ $code }). Nothing was saved.

storage-conflict = Something else was saved first. Please try again.

storage-gone = This is not here any more.

storage-newer =
    This database was written by a newer version of Greenroom. Install that version or a later one, or
    restore the backup made before the upgrade.

storage-master-key-required =
    A database on Postgres needs a master key. Make one with: openssl rand -base64 32
    Set it as GREENROOM_MASTER_KEY and keep a copy apart from the database: without it nothing can be
    read again.

storage-master-key-unreadable =
    GREENROOM_MASTER_KEY is not a key. It is the base64 of 32 bytes, as made by: openssl rand -base64 32

storage-master-key-file =
    The master key in { $path } cannot be used: { $reason }. Restore it from a backup; without it nothing
    in the database can be read.

storage-master-key-lost =
    The database has a master key, but { $path } is missing. Restore it from a backup. To start anew
    instead, move the database file away as well.

storage-master-key-wrong =
    The master key is not the one this database was made with. Restore the right one, or the database
    that belongs to this one.

storage-owned =
    Another Greenroom is already running on { $path }. Stop it first, or give this one another folder.

storage-fenced =
    This Greenroom did not answer for a while, and another one on the same database took its work over.
    Start it again.

storage-link-linked = Done: this account is now joined with your other one.

storage-link-already = This account is joined already.

storage-link-unknown-code = That code is not known. Codes work once and for ten minutes; please make a new one.

storage-link-too-many-tries = That was one wrong code too many. Please wait ten minutes and try again.

storage-link-busy =
    Please finish or end the interview that is open in this account first, then enter the code again.
