# الجمل التي فيها عدد: يتبع المعدود عدده. وما ليست له رسالة هنا يقال بكلمات المحرك نفسه.

refusal-correction_rounds =
    { $allowed-form ->
        [zero] لا تسمح هذه الخدمة بطلب التصحيح، ويُبتّ في الطلب على حاله
        [one] طُلب التصحيح مرة واحدة، وهي كل ما تسمح به هذه الخدمة، ويُبتّ في الطلب على حاله
        [two] طُلب التصحيح مرتين، وهما كل ما تسمح به هذه الخدمة، ويُبتّ في الطلب على حاله
        [few] طُلب التصحيح { $allowed } مرات، وهي كل ما تسمح به هذه الخدمة، ويُبتّ في الطلب على حاله
       *[other] طُلب التصحيح { $allowed } مرة، وهي كل ما تسمح به هذه الخدمة، ويُبتّ في الطلب على حاله
    }
refusal-extension_limit =
    { $times-form ->
        [zero] لا تسمح هذه الخدمة بالتمديد
        [one] تسمح هذه الخدمة بتمديد واحد
        [two] تسمح هذه الخدمة بتمديدين
        [few] تسمح هذه الخدمة بـ{ $times } تمديدات
        [many] تسمح هذه الخدمة بـ{ $times } تمديداً
       *[other] تسمح هذه الخدمة بـ{ $times } تمديد
    }، والحد الأقصى إجمالاً { $working_days-form ->
        [zero] لا شيء
        [one] يوم عمل واحد
        [two] يوما عمل
        [few] { $working_days } أيام عمل
       *[other] { $working_days } يوم عمل
    }، وقد استُنفد ذلك أو جرى تجاوزه

count-working_days =
    { $count-form ->
        [zero] لا أيام عمل
        [one] يوم عمل واحد
        [two] يوما عمل
        [few] { $count } أيام عمل
       *[other] { $count } يوم عمل
    }
count-days =
    { $count-form ->
        [zero] لا أيام
        [one] يوم واحد
        [two] يومان
        [few] { $count } أيام
        [many] { $count } يوماً
       *[other] { $count } يوم
    }
count-months =
    { $count-form ->
        [zero] لا أشهر
        [one] شهر واحد
        [two] شهران
        [few] { $count } أشهر
        [many] { $count } شهراً
       *[other] { $count } شهر
    }
count-years =
    { $count-form ->
        [zero] لا سنوات
        [one] سنة واحدة
        [two] سنتان
        [few] { $count } سنوات
       *[other] { $count } سنة
    }
count-times =
    { $count-form ->
        [zero] ولا مرة
        [one] مرة واحدة
        [two] مرتان
        [few] { $count } مرات
       *[other] { $count } مرة
    }
count-extensions =
    { $count-form ->
        [zero] بلا تمديد
        [one] تمديد واحد
        [two] تمديدان
        [few] { $count } تمديدات
        [many] { $count } تمديداً
       *[other] { $count } تمديد
    }
count-requests =
    { $count-form ->
        [zero] لا طلبات
        [one] طلب واحد
        [two] طلبان
        [few] { $count } طلبات
        [many] { $count } طلباً
       *[other] { $count } طلب
    }
count-documents =
    { $count-form ->
        [zero] لا مستندات
        [one] مستند واحد
        [two] مستندان
        [few] { $count } مستندات
        [many] { $count } مستنداً
       *[other] { $count } مستند
    }
