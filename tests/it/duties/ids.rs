//! The duties once more, as a bare list, so that none is lost or added unseen; and how many are not built.

/// How many duties are not built at all. A smaller number is progress; a larger one is a duty given up, which is said.
pub(super) const NOT_BUILT: usize = 0;
/// How many are built in part.
pub(super) const IN_PART: usize = 0;

/// Every id, in order.
pub(super) const IDS: &str = "
    LY-1a LY-1b LY-1c LY-1d LY-1e LY-1f LY-1g LY-2a LY-2b LY-3 LY-4.1 LY-4.2 LY-4.3 LY-5a LY-5b LY-5c LY-5d LY-5e
    LY-6.1 LY-6.2 LY-6.3 LY-6.4 LY-6.5 LY-7.1a LY-7.1b LY-7.2 LY-8.1 LY-8.2 LY-9.1 LY-9.2 LY-9.3 LY-10.1 LY-10.2
    LY-10.3 LY-11 LY-12.1 LY-12.2 LY-12.3 LY-12.4 LY-13.1 LY-13.2 LY-13.3 LY-13.4 LY-14.1a LY-14.1b LY-14.1c LY-14.2
    LY-15.1 LY-15.2 LY-15.3a LY-15.3b LY-15.3c LY-15.3d LY-16.1 LY-16.2a LY-16.2b LY-16.2c LY-16.3a LY-16.3b LY-17.1a
    LY-17.1b LY-17.2 LY-17.3 LY-17.4 LY-17.5a LY-17.5b LY-17.5c LY-18.1 LY-18.2 LY-18.3 LY-18.4 LY-18.5a LY-18.5b
    LY-18.6 LY-19.1 LY-19.2 LY-19.3 LY-20 LY-21.1 LY-21.2 LY-22.1 LY-22.2 LY-22.3 LY-23.1–4 LY-23.5 LY-24.1 LY-24.2
    LY-25.1 LY-25.2 LY-25.3 LY-25.4
    JO-2a JO-2b JO-2c JO-2d JO-2e JO-2f JO-2g JO-3 JO-4a JO-4b JO-5 JO-7a JO-7b JO-7c JO-8 JO-9 JO-10
    SA-1 SA-2 SA-3 SA-4 SA-5 SA-6 SA-7 SA-8 SA-9 SA-10 SA-11
    N1-2 N1-3 N1-4 N1-5 N1-6 N1-7 N1-8 N4-1 N4-2 N4-3 N4-4 N4-5 N4-6 N4-7
";
