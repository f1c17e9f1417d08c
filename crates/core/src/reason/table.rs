//! The reason codes, one row each: name, code, who sees it, on whose side the cause lies, Arabic, English.
//!
//! The Arabic is written as an official writes to a citizen. «سحب» is the applicant's own act; the
//! authority's is «إلغاء». A code is never renamed or taken out once it is in a log.

use super::code::{Fault, Seen, reason_codes};
use super::family::Family;
use crate::text::Words;

reason_codes! {
    // Article 15.3 names two grounds: the forms, and data that can't be confirmed. What else is missing
    // (13.4) is told in the same message; class, fee and authority count only where a definition says so.
    Nak {
        NakFormMissing "NAK.FORM_MISSING" All Applicant "لم يُقدَّم أحد النماذج المطلوبة لتقديم الخدمة"
            "A form required for the service was not submitted";
        NakDocumentMissing "NAK.DOCUMENT_MISSING" All Applicant "لم يُرفق أحد المستندات المطلوبة"
            "A required document was not attached";
        NakDocumentUnreadable "NAK.DOCUMENT_UNREADABLE" All Applicant "تعذّرت قراءة أحد المستندات المرفقة"
            "An attached document could not be read";
        NakFieldInvalid "NAK.FIELD_INVALID" All Applicant
            "إحدى البيانات المطلوبة ناقصة أو لا تستوفي الصيغة المقررة"
            "A required datum is missing or does not have the prescribed form";
        NakDeclarationMissing "NAK.DECLARATION_MISSING" All Applicant "لم يُقدَّم الإقرار بصحة البيانات"
            "The declaration that the data are correct was not made";
        NakIdentityMismatch "NAK.IDENTITY_MISMATCH" All Applicant
            "تعذّر تأكيد بيانات المستخدم لعدم مطابقتها بيانات المصدر الموثوق"
            "The user's data could not be confirmed: they differ from those of the trusted source";
        NakIdentityTooWeak "NAK.IDENTITY_TOO_WEAK" All Applicant
            "مستوى التحقق من هوية المستخدم دون المستوى المطلوب لهذه الخدمة"
            "The user's identity was verified at a lower level than the service requires";
        NakSourceUnavailable "NAK.SOURCE_UNAVAILABLE" All Third
            "تعذّر تأكيد بيانات المستخدم لعدم توفر المصدر الموثوق للبيانات في الوقت الحالي"
            "The user's data could not be confirmed: the trusted source is not available at present";
        NakMandateMissing "NAK.MANDATE_MISSING" All Applicant "لم تثبت صفة التمثيل عن المستفيد"
            "The capacity to act for the beneficiary was not shown";
        NakIneligibleClass "NAK.INELIGIBLE_CLASS" All Applicant
            "مقدّم الطلب ليس من الفئات المستفيدة من هذه الخدمة"
            "The applicant is not of a class that this service is for";
        NakFeeNotPaid "NAK.FEE_NOT_PAID" All Applicant "لم يُسدَّد الرسم الواجب أداؤه قبل استلام الطلب"
            "The fee due before receipt of the request was not paid";
        NakWrongAuthority "NAK.WRONG_AUTHORITY" All Applicant
            "الخدمة المطلوبة ليست من اختصاص الجهة الموجَّه إليها الطلب"
            "The body addressed is not competent for the service requested";
    }
    Cor {
        CorValueWrong "COR.VALUE_WRONG" All Applicant "إحدى البيانات المقدَّمة غير صحيحة"
            "A submitted value is wrong";
        CorValueInconsistent "COR.VALUE_INCONSISTENT" All Applicant
            "إحدى البيانات المقدَّمة تتعارض مع بيانات أخرى في الطلب"
            "A submitted value contradicts others in the request";
        CorDocumentExpired "COR.DOCUMENT_EXPIRED" All Applicant "انتهت صلاحية أحد المستندات المرفقة"
            "An attached document has expired";
        CorDocumentUnreadable "COR.DOCUMENT_UNREADABLE" All Applicant "أحد المستندات المرفقة غير مقروء"
            "An attached document is not legible";
        CorDocumentWrongType "COR.DOCUMENT_WRONG_TYPE" All Applicant
            "أحد المستندات المرفقة ليس المستند المطلوب" "An attached document is not the one required";
        CorDocumentNotCertified "COR.DOCUMENT_NOT_CERTIFIED" All Applicant
            "أحد المستندات المرفقة غير مصدَّق من الجهة المختصة بتصديقه"
            "An attached document is not certified by the body competent to certify it";
        CorTranslationMissing "COR.TRANSLATION_MISSING" All Applicant "لم تُرفق ترجمة معتمدة لأحد المستندات"
            "A certified translation of a document was not attached";
        CorSignatureMissing "COR.SIGNATURE_MISSING" All Applicant "أحد المستندات المرفقة ينقصه التوقيع"
            "An attached document lacks a signature";
        CorRegisterMismatch "COR.REGISTER_MISMATCH" All Nobody
            "إحدى البيانات المقدَّمة لا تطابق بيانات السجل الرسمي"
            "A submitted value differs from the official register";
        CorInformationInsufficient "COR.INFORMATION_INSUFFICIENT" All Applicant
            "المعلومات المقدَّمة غير كافية للتحقق من الطلب"
            "The information given is not enough to verify the request";
        CorIrregularity "COR.IRREGULARITY" All Applicant "وُجدت في الطلب مخالفة تجب إزالتها"
            "The request has an irregularity that must be removed";
        CorOther "COR.OTHER" All Applicant "وُجد في الطلب خطأ آخر يجب تصحيحه"
            "The request has another error that must be corrected";
    }
    Dup {
        DupSameApplicantSameService "DUP.SAME_APPLICANT_SAME_SERVICE" All Applicant
            "سبق لمقدّم الطلب تقديم طلب للحصول على الخدمة نفسها"
            "The applicant has already requested the same service";
        DupSameSubject "DUP.SAME_SUBJECT" All Applicant "يوجد طلب آخر في الموضوع نفسه"
            "There is another request on the same subject";
        DupAlreadyHoldsOutput "DUP.ALREADY_HOLDS_OUTPUT" All Applicant
            "سبق إصدار مخرَج هذه الخدمة لمقدّم الطلب ولا يزال سارياً"
            "The output of this service was already issued to the applicant and is still valid";
        DupRetransmission "DUP.RETRANSMISSION" All Nobody "أُعيد إرسال الطلب نفسه أكثر من مرة"
            "The same request was transmitted more than once";
    }
    Sus {
        SusAwaitingCorrection "SUS.AWAITING_CORRECTION" All Applicant "بانتظار تصحيح الأخطاء من مقدّم الطلب"
            "Waiting for the applicant to correct the errors";
        SusAwaitingPayment "SUS.AWAITING_PAYMENT" All Applicant "بانتظار سداد رسوم الخدمة"
            "Waiting for the fees of the service to be paid";
        SusAwaitingOtherBody "SUS.AWAITING_OTHER_BODY" All Third "بانتظار ردّ جهة أخرى مشتركة في تنفيذ الخدمة"
            "Waiting for another body that takes part in the service";
        SusAwaitingCourt "SUS.AWAITING_COURT" All Third "بانتظار حكم أو أمر قضائي"
            "Waiting for a judgment or court order";
        SusForceMajeure "SUS.FORCE_MAJEURE" All Nobody "حالت قوة قاهرة دون السير في الطلب"
            "Force majeure keeps the request from going on";
        SusApplicantRequest "SUS.APPLICANT_REQUEST" All Applicant "بناءً على رغبة مقدّم الطلب"
            "At the applicant's wish";
        SusSystemOutage "SUS.SYSTEM_OUTAGE" All Provider "توقّفت نظم المعلومات الداعمة لدى مقدم الخدمة"
            "The provider's supporting systems are out of service";
    }
    Ext {
        ExtComplexity "EXT.COMPLEXITY" All Nobody "يحتاج موضوع الطلب إلى دراسة أطول نظراً لتشعّبه"
            "The matter is complex and needs longer study";
        ExtThirdPartyConsultation "EXT.THIRD_PARTY_CONSULTATION" All Third
            "يلزم أخذ رأي جهة أخرى قبل البتّ في الطلب" "Another body must be consulted before the decision";
        ExtInspectionNeeded "EXT.INSPECTION_NEEDED" All Nobody "يلزم إجراء معاينة ميدانية"
            "An inspection on site is needed";
        ExtForceMajeure "EXT.FORCE_MAJEURE" All Nobody "حالت قوة قاهرة دون إنجاز الطلب في موعده"
            "Force majeure kept the request from being finished in time";
    }
    Cal {
        CalHolidayDeclared "CAL.HOLIDAY_DECLARED" All Nobody "أُعلنت عطلة رسمية خلال مدة التنفيذ"
            "A holiday was declared within the time allowed";
        CalHolidayWithdrawn "CAL.HOLIDAY_WITHDRAWN" All Nobody "أُلغيت عطلة رسمية سبق إعلانها خلال مدة التنفيذ"
            "A holiday declared within the time allowed was withdrawn";
        CalClockResumed "CAL.CLOCK_RESUMED" All Nobody "استُؤنف احتساب المدة بعد وقفه"
            "The clock runs again after a suspension";
        CalDeadlineExtended "CAL.DEADLINE_EXTENDED" All Nobody "مُدِّدت مدة تنفيذ الخدمة"
            "The time allowed was extended";
        CalTransfer "CAL.TRANSFER" All Nobody "أُحيل الطلب إلى جهة أخرى" "The request went to another body";
        CalDataCorrection "CAL.DATA_CORRECTION" All Provider "صُحِّحت بيانات استند إليها احتساب المدة"
            "Data on which the count rested were corrected";
    }
    Trf {
        TrfNotCompetentSubject "TRF.NOT_COMPETENT_SUBJECT" All Applicant "موضوع الطلب خارج اختصاص الجهة"
            "The subject of the request is outside the body's competence";
        TrfNotCompetentPlace "TRF.NOT_COMPETENT_PLACE" All Applicant "الطلب خارج النطاق المكاني لاختصاص الجهة"
            "The request is outside the area the body is competent for";
        TrfReorganisation "TRF.REORGANISATION" All Nobody "انتقل الاختصاص إلى جهة أخرى بموجب إعادة تنظيم"
            "A reorganisation gave the competence to another body";
        TrfWithinBody "TRF.WITHIN_BODY" All Nobody "أُحيل الطلب إلى تقسيم تنظيمي آخر داخل الجهة نفسها"
            "The request goes to another unit of the same body";
    }
    Tsk {
        TskConditionsNotMet "TSK.CONDITIONS_NOT_MET" All Applicant
            "تبيّن للجهة المنفِّذة عدم استيفاء الشروط المطلوبة"
            "The executing body found the conditions not met";
        TskMissingInput "TSK.MISSING_INPUT" Office Provider "لم تُستكمل المعلومات اللازمة لتنفيذ الخطوة"
            "The information needed for the step was not complete";
        TskNotOurs "TSK.NOT_OURS" Office Provider "الخطوة ليست من اختصاص الجهة المكلَّفة بها"
            "The body charged with the step is not competent for it";
        TskTechnical "TSK.TECHNICAL" Office Third "حال خلل فني دون تنفيذ الخطوة"
            "A technical fault kept the step from being done";
        TskTimedOut "TSK.TIMED_OUT" Office Third "انقضت مهلة الخطوة دون ردّ من الجهة المكلَّفة بها"
            "The body charged with the step did not answer in time";
        TskParentEnded "TSK.PARENT_ENDED" Office Nobody "انتهى الطلب الأصلي فلم تعد الخطوة لازمة"
            "The parent request ended, so the step is no longer needed";
    }
    Evd {
        EvdNotFound "EVD.NOT_FOUND" All Nobody "لم يُعثر على البيانات المطلوبة لدى المصدر الموثوق"
            "The trusted source does not have the data";
        EvdSourceDown "EVD.SOURCE_DOWN" All Third "المصدر الموثوق للبيانات غير متاح في الوقت الحالي"
            "The trusted source is not available at present";
        EvdRefusedBySource "EVD.REFUSED_BY_SOURCE" Office Third
            "امتنع المصدر الموثوق عن تقديم البيانات المطلوبة" "The trusted source would not give the data";
        EvdMismatch "EVD.MISMATCH" All Nobody "البيانات المقدَّمة لا تطابق بيانات المصدر الموثوق"
            "The submitted data differ from those of the trusted source";
        EvdConsentMissing "EVD.CONSENT_MISSING" All Applicant
            "لم يوافق صاحب البيانات على الحصول عليها من مصدرها"
            "The person concerned has not agreed to the data being fetched";
        EvdNoLegalGround "EVD.NO_LEGAL_GROUND" Office Provider "لا يوجد سند قانوني لطلب هذه البيانات"
            "There is no legal ground for asking for the data";
    }
    Fee {
        FeeDeclined "FEE.DECLINED" All Applicant "لم تُقبل عملية الدفع" "The payment was declined";
        FeeAmountDiffers "FEE.AMOUNT_DIFFERS" All Third "المبلغ المسدَّد لا يطابق المبلغ المستحق"
            "The amount paid differs from the amount due";
        FeeExpired "FEE.EXPIRED" All Applicant "انتهت مهلة سداد الرسوم" "The time to pay has run out";
        FeeCancelledByPayer "FEE.CANCELLED_BY_PAYER" All Applicant "ألغى الدافع عملية الدفع"
            "The payer cancelled the payment";
        FeeDuplicatePayment "FEE.DUPLICATE_PAYMENT" All Nobody "سُدِّد الرسم نفسه أكثر من مرة"
            "The same fee was paid more than once";
        FeeWaivedByLaw "FEE.WAIVED_BY_LAW" All Nobody "إعفاء من الرسوم بحكم القانون" "The law waives the fee";
        FeeWaivedHardship "FEE.WAIVED_HARDSHIP" All Nobody "إعفاء من الرسوم مراعاةً للظروف المادية لمقدّم الطلب"
            "The fee is waived in view of the applicant's means";
        FeeDisputed "FEE.DISPUTED" All Applicant "الرسم أو سداده محلّ اعتراض"
            "The fee or its payment is disputed";
    }
    Rfd {
        RfdRefusedByRule "RFD.REFUSED_BY_RULE" All Nobody "لا تجيز القواعد المقررة ردّ هذا الرسم"
            "The rules do not allow this fee to be refunded";
        RfdWithdrawn "RFD.WITHDRAWN" All Applicant "سحب مقدّم الطلب طلبه قبل البتّ فيه"
            "The applicant withdrew the request before it was decided";
        RfdDuplicatePayment "RFD.DUPLICATE_PAYMENT" All Nobody "سُدِّد الرسم أكثر من مرة"
            "The fee was paid more than once";
        RfdProviderFault "RFD.PROVIDER_FAULT" All Provider "وقع خطأ من مقدم الخدمة"
            "The provider made an error";
        RfdCourt "RFD.COURT" All Third "صدر حكم أو أمر قضائي بردّ الرسم" "A court ordered the refund";
        RfdFeeReduced "RFD.FEE_REDUCED" All Nobody "خُفِّض الرسم بعد سداده"
            "The fee was reduced after it was paid";
    }
    Ref {
        RefConditionNotMet "REF.CONDITION_NOT_MET" All Applicant "لم يُستوفَ أحد شروط الحصول على الخدمة"
            "A condition for obtaining the service is not met";
        RefProhibitedByLaw "REF.PROHIBITED_BY_LAW" All Nobody "يحظر القانون إجابة هذا الطلب"
            "The law forbids granting this request";
        RefThirdPartyRight "REF.THIRD_PARTY_RIGHT" All Third "في إجابة الطلب مساس بحق ثابت للغير"
            "Granting the request would harm an established right of another person";
        RefFalseInformation "REF.FALSE_INFORMATION" All Applicant
            "ثبت أن الطلب تضمّن بيانات أو مستندات غير صحيحة"
            "The request was found to contain false data or documents";
        RefOtherBodyRefused "REF.OTHER_BODY_REFUSED" All Third "لم توافق على الطلب جهة أخرى تلزم موافقتها"
            "Another body whose consent is needed did not give it";
        RefQuotaExhausted "REF.QUOTA_EXHAUSTED" All Nobody "استُنفدت الحصة المقررة لهذه الخدمة"
            "The quota set for this service is exhausted";
        RefPublicInterest "REF.PUBLIC_INTEREST" All Nobody "تحول مقتضيات المصلحة العامة دون إجابة الطلب"
            "The public interest stands against granting the request";
    }
    Lap {
        LapNoCorrectionInTime "LAP.NO_CORRECTION_IN_TIME" All Applicant "لم تُصحَّح الأخطاء خلال المهلة المحددة"
            "The errors were not corrected in the time set";
        LapAttemptNotSupplemented "LAP.ATTEMPT_NOT_SUPPLEMENTED" All Applicant
            "لم يُستكمل الطلب خلال المهلة المحددة" "The request was not completed in the time set";
        LapFeeNotPaidInTime "LAP.FEE_NOT_PAID_IN_TIME" All Applicant "لم تُسدَّد الرسوم خلال المهلة المحددة"
            "The fees were not paid in the time set";
        LapNotCollected "LAP.NOT_COLLECTED" All Applicant "لم يُستلم المخرَج في الموعد المحدد"
            "The output was not collected at the time set";
        LapInactive "LAP.INACTIVE" All Applicant "لم يتخذ مقدّم الطلب أي إجراء خلال المدة المقررة"
            "The applicant took no step within the prescribed time";
    }
    Cls {
        ClsOutOfScope "CLS.OUT_OF_SCOPE" All Nobody "الطلب خارج نطاق تقديم الخدمات الحكومية إلكترونياً"
            "The request is outside the scope of electronic government services";
        ClsServiceRetired "CLS.SERVICE_RETIRED" All Provider "أُوقف تقديم هذه الخدمة نهائياً"
            "The service is no longer offered";
        ClsApplicantDeceased "CLS.APPLICANT_DECEASED" All Nobody "توفي مقدّم الطلب" "The applicant has died";
        ClsEntityDissolved "CLS.ENTITY_DISSOLVED" All Nobody "انقضت الشخصية الاعتبارية لمقدّم الطلب"
            "The legal entity that applied no longer exists";
        ClsObjectGone "CLS.OBJECT_GONE" All Nobody "زال موضوع الطلب"
            "The object of the request no longer exists";
        ClsDuplicate "CLS.DUPLICATE" All Applicant "الطلب مكرر لطلب آخر قائم"
            "The request repeats another one";
        ClsParentEnded "CLS.PARENT_ENDED" All Nobody "انتهى الطلب الأصلي الذي يتبعه هذا الطلب"
            "The request that this one is a part of has ended";
    }
    Wdr {
        WdrNoLongerNeeded "WDR.NO_LONGER_NEEDED" All Applicant "لم يعد مقدّم الطلب بحاجة إلى الخدمة"
            "The applicant no longer needs the service";
        WdrWillReapply "WDR.WILL_REAPPLY" All Applicant "يرغب مقدّم الطلب في تقديم طلب جديد"
            "The applicant wants to submit a new request";
        WdrTooSlow "WDR.TOO_SLOW" All Provider "تأخّر إنجاز الطلب" "The request took too long";
        WdrOther "WDR.OTHER" All Applicant "سبب آخر لدى مقدّم الطلب" "Another reason of the applicant's";
    }
    Rev {
        RevByAuthorityError "REV.BY_AUTHORITY_ERROR" All Provider
            "ألغت الجهة المصدِرة المخرَج لخطأ وقع عند إصداره"
            "The issuing body revoked the output because it was issued in error";
        RevByAuthorityBreach "REV.BY_AUTHORITY_BREACH" All Applicant
            "ألغت الجهة المصدِرة المخرَج لمخالفة صاحبه الشروط المقررة"
            "The issuing body revoked the output because its holder breached its terms";
        RevObtainedByFraud "REV.OBTAINED_BY_FRAUD" All Applicant "ثبت الحصول على المخرَج بالغش أو التدليس"
            "The output was found to have been obtained by fraud";
        RevByHolder "REV.BY_HOLDER" All Applicant "أُلغي المخرَج بناءً على طلب صاحبه"
            "The output was revoked at its holder's request";
        RevCourtOrder "REV.COURT_ORDER" All Third "أُلغي المخرَج بموجب حكم أو أمر قضائي"
            "A court ordered the output revoked";
        RevLawChanged "REV.LAW_CHANGED" All Nobody "تغيّرت القوانين أو اللوائح التي صدر المخرَج بموجبها"
            "The laws or rules under which the output was issued have changed";
        RevConditionLapsed "REV.CONDITION_LAPSED" All Applicant "زال أحد الشروط التي صدر المخرَج على أساسها"
            "A condition on which the output was issued is no longer met";
    }
    Sup {
        SupClericalError "SUP.CLERICAL_ERROR" All Provider "تصحيح خطأ كتابي في المخرَج"
            "A clerical error in the output is corrected";
        SupMaterialError "SUP.MATERIAL_ERROR" All Provider "تصحيح خطأ جوهري في المخرَج"
            "A material error in the output is corrected";
        SupMaterialOmission "SUP.MATERIAL_OMISSION" All Provider "استدراك نقص جوهري في المخرَج"
            "A material omission in the output is made good";
        SupJudicialOrder "SUP.JUDICIAL_ORDER" All Third "تنفيذ حكم أو أمر قضائي"
            "A court order is carried out";
    }
    Obj {
        ObjLate "OBJ.LATE" All Applicant "قُدِّم التظلّم بعد انقضاء الميعاد المقرر"
            "The objection came after the prescribed time";
        ObjNotADecision "OBJ.NOT_A_DECISION" All Applicant "التظلّم غير موجَّه إلى قرار يقبل التظلّم منه"
            "The objection is not against a decision open to objection";
        ObjNoInterest "OBJ.NO_INTEREST" All Applicant "ليست للمتظلّم مصلحة في التظلّم"
            "The objector has no interest in the matter";
        ObjGroundsAccepted "OBJ.GROUNDS_ACCEPTED" All Provider "ثبتت صحة أسباب التظلّم"
            "The grounds of the objection are well founded";
        ObjGroundsRejected "OBJ.GROUNDS_REJECTED" All Nobody "لم تثبت صحة أسباب التظلّم"
            "The grounds of the objection are not well founded";
        ObjSilence "OBJ.SILENCE" All Provider "انقضى ميعاد البتّ في التظلّم دون ردّ"
            "The time to decide the objection passed without an answer";
    }
    Rpn {
        RpnObjectionUpheld "RPN.OBJECTION_UPHELD" All Provider "قُبل التظلّم المقدَّم" "The objection was upheld";
        RpnCourt "RPN.COURT" All Third "صدر حكم أو أمر قضائي بإعادة النظر في الطلب"
            "A court ordered the request to be considered again";
        RpnErrorFound "RPN.ERROR_FOUND" All Provider "تبيّن وقوع خطأ في معالجة الطلب"
            "An error was found in the handling of the request";
        RpnNewFacts "RPN.NEW_FACTS" All Nobody "ظهرت وقائع جديدة مؤثرة في الطلب"
            "New facts came to light that bear on the request";
        RpnLateCorrection "RPN.LATE_CORRECTION" All Applicant "قُبل تصحيح ورد بعد انقضاء المهلة"
            "A correction that came after the time set was accepted";
    }
    Exc {
        ExcTechnicalImpossibility "EXC.TECHNICAL_IMPOSSIBILITY" All Nobody
            "لا توجد إمكانية فنية لتقديم البيانات آلياً"
            "There is no technical means of submitting the data automatically";
        ExcManualRecords "EXC.MANUAL_RECORDS" All Nobody "تقتضي الحالة المعالجة اليدوية للسجلات"
            "The records have to be handled by hand";
        ExcTransitionPeriod "EXC.TRANSITION_PERIOD" All Nobody "فترة انتقالية لاستيفاء المتطلبات الفنية"
            "A transition period in which to meet the technical requirements";
        ExcSecurity "EXC.SECURITY" Office Nobody "اعتبارات أمنية" "Considerations of security";
    }
    Ntf {
        NtfAddressInvalid "NTF.ADDRESS_INVALID" All Applicant "عنوان الإخطار غير صحيح"
            "The address is not valid";
        NtfBounced "NTF.BOUNCED" All Nobody "أُعيدت رسالة الإخطار دون تسليم"
            "The message came back undelivered";
        NtfMailboxFull "NTF.MAILBOX_FULL" All Applicant "صندوق بريد المستخدم ممتلئ"
            "The user's mailbox is full";
        NtfGatewayDown "NTF.GATEWAY_DOWN" Office Third "خدمة إرسال الإخطارات متوقفة مؤقتاً"
            "The notification gateway is out of service";
        NtfPostReturned "NTF.POST_RETURNED" All Nobody "أعاد البريد المراسلة الورقية دون تسليم"
            "The post returned the letter undelivered";
        NtfNoneGiven "NTF.NONE_GIVEN" All Nobody "لم يحدد المستخدم عنوان بريد إلكتروني"
            "The user gave no e-mail address";
    }
}
