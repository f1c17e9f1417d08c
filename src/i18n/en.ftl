# The sentences in which a count stands. What has no message here is said in the engine's own words.

refusal-correction_rounds =
    { $allowed ->
        [one] corrections were already asked once, as often as the service allows; decide on what is there
       *[other] corrections were already asked { $allowed } times, as often as the service allows; decide on what is there
    }
refusal-extension_limit =
    the service allows { $times ->
        [one] 1 extension
       *[other] { $times } extensions
    } of { $working_days ->
        [one] 1 working day
       *[other] { $working_days } working days
    } in all, and they are used up or exceeded

count-working_days =
    { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    }
count-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
count-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
count-years =
    { $count ->
        [one] { $count } year
       *[other] { $count } years
    }
count-times =
    { $count ->
        [one] once
       *[other] { $count } times
    }
count-extensions =
    { $count ->
        [one] { $count } extension
       *[other] { $count } extensions
    }
count-requests =
    { $count ->
        [one] { $count } request
       *[other] { $count } requests
    }
count-documents =
    { $count ->
        [one] { $count } document
       *[other] { $count } documents
    }
