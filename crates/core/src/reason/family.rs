//! The families of reason codes.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::text::Words;

/// Makes [`Family`] from one row per family: its doc, name, code and words.
macro_rules! families {
    ($($(#[$doc:meta])+ $name:ident $code:literal $ar:literal $en:literal;)+) => {
        /// What a reason code is a reason for: the part of the code before the dot.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Family {
            $($(#[$doc])+ $name,)+
        }

        impl Family {
            /// Every family, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The family's code, as it stands before the dot: `"NAK"`.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// The family's name for people.
            pub const fn words(self) -> Words {
                match self {
                    $(Self::$name => Words { ar: $ar, en: $en },)+
                }
            }
        }
    };
}

impl Serialize for Family {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

families! {
    /// Receipt of the request is not confirmed (`LY-15.3`), or the request is not complete (`LY-13.4`).
    Nak "NAK" "عدم تأكيد استلام الطلب" "Receipt not confirmed";
    /// An error or irregularity to remove or correct (`LY-16.2`).
    Cor "COR" "تصحيح الأخطاء" "Correction";
    /// The request repeats another one.
    Dup "DUP" "تكرار الطلب" "Duplicate";
    /// The clock stands still.
    Sus "SUS" "وقف احتساب المدة" "Suspension of the clock";
    /// The time to carry out the service is made longer.
    Ext "EXT" "تمديد المدة" "Extension";
    /// The expected time is counted again (`LY-16.3`).
    Cal "CAL" "إعادة احتساب المدة" "Recalculation";
    /// The request goes to another body.
    Trf "TRF" "إحالة الطلب" "Transfer";
    /// A step of the execution was not done (`LY-17.3`).
    Tsk "TSK" "تنفيذ الخطوات" "Step";
    /// Data from a trusted source were not obtained, or differ (`LY-6.1`, `LY-17.2`).
    Evd "EVD" "بيانات المصادر الموثوقة" "Evidence";
    /// A fee was not collected as due, or is not due (`LY-17.5`).
    Fee "FEE" "رسوم الخدمة" "Fee";
    /// A fee is paid back, or is not.
    Rfd "RFD" "ردّ الرسوم" "Refund";
    /// The request is denied on its merits. The code keeps its older name, `REF`.
    Ref "REF" "رفض الطلب" "Denial";
    /// The request lapses because its applicant did not go on with it.
    Lap "LAP" "سقوط الطلب" "Lapse";
    /// The provider stops dealing with the request without deciding it.
    Cls "CLS" "إيقاف السير في الطلب" "Discontinuance";
    /// The applicant withdraws the request.
    Wdr "WDR" "سحب الطلب" "Withdrawal";
    /// An output loses its force.
    Rev "REV" "إلغاء المخرَج" "Revocation";
    /// An output is replaced by a corrected one.
    Sup "SUP" "استبدال المخرَج" "Replacement of an output";
    /// An objection is inadmissible, or is decided.
    Obj "OBJ" "التظلّم" "Objection";
    /// A closed request is opened again.
    Rpn "RPN" "إعادة فتح الطلب" "Reopening";
    /// A rule does not apply here (`LY-5`, `LY-7.2`, `LY-19.3`).
    Exc "EXC" "الاستثناء" "Exception";
    /// A notice did not reach the user (`LY-18.1`).
    Ntf "NTF" "الإخطار" "Notice";
}
