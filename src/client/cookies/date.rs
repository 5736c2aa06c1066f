//! Dates of cookies (RFC 6265bis section 5.1.1): an algorithm of its own, which finds a time, a
//! day, a month and a year in whatever servers have sent for thirty years.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::base::limits::COOKIE_DATE_BYTES;

const MONTHS: [&[u8]; 12] = [
    b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec",
];

/// The earliest time there is, of cookies that are to be removed.
pub const LONG_AGO: i64 = i64::MIN;

/// A time in seconds since 1970, the unit of cookie files.
pub fn seconds(time: SystemTime) -> i64 {
    let whole = |span: std::time::Duration| i64::try_from(span.as_secs()).unwrap_or(i64::MAX);
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => whole(after),
        Err(before) => whole(before.duration()).saturating_neg(),
    }
}

/// Takes a date, in seconds since 1970; `None` for one that does not exist, or whose year is not
/// one of 1601 to 9999.
pub fn parse(text: &[u8]) -> Option<i64> {
    if text.len() > COOKIE_DATE_BYTES {
        return None;
    }
    let (mut time, mut day, mut month, mut year) = (None, None, None, None);
    for token in text.split(|byte| is_delimiter(*byte)) {
        if time.is_none() && clock(token).is_some() {
            time = clock(token);
        } else if day.is_none() && number(token, 1, 2).is_some() {
            day = number(token, 1, 2);
        } else if month.is_none() && month_of(token).is_some() {
            month = month_of(token);
        } else if year.is_none() {
            year = number(token, 2, 4);
        }
    }
    let ((hour, minute, second), day, month) = (time?, day?, month?);
    let year = match year? {
        year @ 70..=99 => year + 1900,
        year @ 0..=69 => year + 2000,
        year => year,
    };
    let exists = hour <= 23 && minute <= 59 && second <= 59;
    if !exists || year < 1601 || day < 1 || day > days_in(month, year) {
        return None;
    }
    Some(days_since_1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second)
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, 0x09 | 0x20..=0x2f | 0x3b..=0x40 | 0x5b..=0x60 | 0x7b..=0x7e)
}

/// `HH:MM:SS`, one or two digits each, then perhaps something that does not begin with a digit.
fn clock(token: &[u8]) -> Option<(i64, i64, i64)> {
    let mut parts = token.splitn(3, |byte| *byte == b':');
    let mut exact = || {
        let part = parts.next()?;
        (part.len() <= 2).then(|| number(part, 1, 2)).flatten()
    };
    let (hour, minute) = (exact()?, exact()?);
    Some((hour, minute, number(parts.next()?, 1, 2)?))
}

/// A number of so many digits, then perhaps something that does not begin with a digit.
fn number(token: &[u8], least: usize, most: usize) -> Option<i64> {
    let digits = token.iter().take_while(|byte| byte.is_ascii_digit());
    let count = digits.clone().count();
    (least..=most)
        .contains(&count)
        .then(|| digits.fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
}

fn month_of(token: &[u8]) -> Option<i64> {
    let name = token.get(..3)?;
    let at = MONTHS
        .iter()
        .position(|month| month.eq_ignore_ascii_case(name))?;
    i64::try_from(at + 1).ok()
}

fn days_in(month: i64, year: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date of the Gregorian calendar: years are counted from March, so that
/// the leap day is a year's last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = (153 * month + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + days - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_form_are_understood() {
        for (text, wanted) in [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
            ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777),
            ("8:49:37 6 november 94", 784_111_777),
            ("Thu, 01-Jan-1970 00:00:00 GMT", 0),
            ("Thu, 01 Jan 1970 00:00:01 GMT", 1),
            ("Wed, 31 Dec 1969 23:59:59 GMT", -1),
            ("29 Feb 2000 00:00:00", 951_782_400),
            ("31 Dec 9999 23:59:59", 253_402_300_799),
            ("1 Jan 1601 0:0:0", -11_644_473_600),
            ("1 Jan 69 0:0:0", 3_124_224_000),
            ("1 Jan 70 0:0:0", 0),
            ("1st Jan 2001x 0:0:0Z", 978_307_200),
        ] {
            assert_eq!(parse(text.as_bytes()), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "Thu, 99 Foo 99999 25:61:61 GMT",
            "30 Feb 2000 00:00:00",
            "29 Feb 1900 00:00:00",
            "0 Jan 2000 00:00:00",
            "1 Jan 1600 00:00:00",
            "1 Jan 10000 00:00:00",
            "1 Jan 0 00:00:00",
            "1 Jan 2000 24:00:00",
            "1 Jan 2000 00:60:00",
            "1 Jan 2000 00:00:60",
            "1 Jan 2000 000:00:00",
            "1 Jan 2000",
            "Jan 2000 00:00:00",
            "\u{fc}\u{fc}",
        ] {
            assert_eq!(parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_date_may_be_as_long_as_the_limit() {
        let date = |length: usize| {
            let mut text = b"1 Jan 1970 0:0:0".to_vec();
            text.resize(length, b'(');
            text
        };
        assert_eq!(parse(&date(COOKIE_DATE_BYTES)), Some(0));
        assert_eq!(parse(&date(COOKIE_DATE_BYTES + 1)), None);
    }

    #[test]
    fn every_time_has_its_seconds() {
        let second = std::time::Duration::from_secs(1);
        assert_eq!(seconds(UNIX_EPOCH + second), 1);
        assert_eq!(seconds(UNIX_EPOCH - second), -1);
    }
}
