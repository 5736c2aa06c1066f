//! The little of DER (X.690) that is needed to show what a certificate says.
//!
//! For display, dates and what makes an authority; whether a chain holds is decided by rustls alone.
//! Reads forward, never recurses, and answers `None` for whatever it does not understand.

/// Tags, as X.690 writes them.
pub mod tag {
    /// BOOLEAN
    pub const BOOLEAN: u8 = 0x01;
    /// INTEGER
    pub const INTEGER: u8 = 0x02;
    /// BIT STRING
    pub const BITS: u8 = 0x03;
    /// OCTET STRING
    pub const OCTETS: u8 = 0x04;
    /// OBJECT IDENTIFIER
    pub const OID: u8 = 0x06;
    /// UTCTime
    pub const UTC_TIME: u8 = 0x17;
    /// GeneralizedTime
    pub const GENERALIZED_TIME: u8 = 0x18;
    /// BMPString: UTF-16
    pub const BMP_STRING: u8 = 0x1e;
    /// SEQUENCE
    pub const SEQUENCE: u8 = 0x30;
    /// `[0]`, constructed: the version of a certificate
    pub const CONTEXT_0: u8 = 0xa0;
    /// `[3]`, constructed: the extensions of a certificate
    pub const CONTEXT_3: u8 = 0xa3;
    /// `[2]`: a dNSName
    pub const DNS_NAME: u8 = 0x82;
    /// `[6]`: a uniformResourceIdentifier
    pub const URI: u8 = 0x86;
    /// `[7]`: an iPAddress
    pub const IP_ADDRESS: u8 = 0x87;
}

/// Elements that follow each other.
#[derive(Debug, Clone, Copy)]
pub struct Der<'a>(pub &'a [u8]);

impl<'a> Der<'a> {
    /// The next element, when it has this tag; otherwise nothing is taken.
    pub fn accept(&mut self, tag: u8) -> Option<Der<'a>> {
        let mut ahead = *self;
        let (found, content) = ahead.next()?;
        if found != tag {
            return None;
        }
        *self = ahead;
        Some(Der(content))
    }
}

impl<'a> Iterator for Der<'a> {
    type Item = (u8, &'a [u8]);

    /// The next element's tag and content; `None` at the end and for what is no DER.
    fn next(&mut self) -> Option<Self::Item> {
        let (&tag, rest) = self.0.split_first()?;
        let (&first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            0x81..=0x84 => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x0f))?;
                let value = digits.iter().fold(0_u32, |value, &digit| {
                    value.wrapping_shl(8) | u32::from(digit)
                });
                (usize::try_from(value).ok()?, rest)
            }
            0x80 | 0x85..=0xff => return None,
        };
        let (content, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some((tag, content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_follow_each_other_and_damage_ends_them() {
        let long = [&[0x04, 0x81, 0x80][..], &[7; 128]].concat();
        assert_eq!(Der(&long).next(), Some((tag::OCTETS, &[7; 128][..])));
        let mut two = Der(&[0x01, 1, 0xff, 0x30, 0]);
        assert!(two.accept(tag::SEQUENCE).is_none());
        assert_eq!(two.accept(tag::BOOLEAN).map(|der| der.0), Some(&[0xff][..]));
        assert_eq!(two.next(), Some((tag::SEQUENCE, &[][..])));
        let broken: [&[u8]; 5] = [
            &[],
            &[0x30],
            &[0x30, 2, 0],
            &[0x30, 0x80, 0, 0],
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
        ];
        for bytes in broken {
            assert_eq!(Der(bytes).next(), None, "{bytes:?}");
        }
    }
}
