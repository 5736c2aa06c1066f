//! Values of flags: durations, sizes, statuses. Each parser takes the whole text or nothing.

use std::time::Duration;

use crate::run::plan::StatusSet;

/// A time: a decimal number above zero with `ms`, `s`, `m` or `h`, or bare for seconds, as curl's.
/// More than can be counted is the longest that can: nobody waits that long.
pub fn duration(text: &str) -> Option<Duration> {
    let unit_at = text.find(['m', 's', 'h']).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(unit_at)?;
    let (scale, per) = match unit {
        "ms" => (1.0, 1000.0),
        "" | "s" => (1.0, 1.0),
        "m" => (60.0, 1.0),
        "h" => (3600.0, 1.0),
        _ => return None,
    };
    // std's parser also takes "inf", "nan" and signs.
    let begins = number.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let seconds = number.parse::<f64>().ok().filter(|_| begins)? * scale / per;
    let span = match Duration::try_from_secs_f64(seconds) {
        Ok(span) => span,
        Err(_) if seconds > 0.0 => Duration::MAX,
        Err(_) => return None,
    };
    (!span.is_zero()).then_some(span)
}

/// A size above zero: a number of bytes, or with `k`, `M` or `G`, of 1024 each as curl's. Zero is
/// refused: to curl it means no limit, to anyone else no body.
pub fn size(text: &str) -> Option<u64> {
    let (number, unit) = match text.as_bytes() {
        [number @ .., b'k' | b'K'] => (number, 1 << 10),
        [number @ .., b'm' | b'M'] => (number, 1 << 20),
        [number @ .., b'g' | b'G'] => (number, 1 << 30),
        number => (number, 1_u64),
    };
    if number.is_empty() {
        return None;
    }
    let mut size = 0_u64;
    for byte in number {
        let digit = byte.checked_sub(b'0').filter(|digit| *digit < 10)?;
        size = size.saturating_mul(10).saturating_add(u64::from(digit));
    }
    Some(size.saturating_mul(unit)).filter(|size| *size > 0)
}

/// A list of statuses: `2xx,404,500-503`.
pub fn statuses(text: &str) -> Option<StatusSet> {
    let ranges = text.split(',').map(|part| status_range(part.trim()));
    ranges.collect::<Option<Vec<_>>>().map(StatusSet)
}

/// Byte ranges (RFC 9110, 14.1.2) without a space: `0-499`, `500-`, `-500`, several separated by
/// commas. curl takes a single number for the rest from there, with a warning.
pub fn ranges(text: &str) -> Option<String> {
    let ranges = text.split(',').map(|part| byte_range(part.trim()));
    Some(ranges.collect::<Option<Vec<_>>>()?.join(","))
}

fn byte_range(text: &str) -> Option<&str> {
    let number = |text: &str| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u64>().ok().filter(|_| digits)
    };
    let fine = match text.split_once('-')? {
        ("", count) => number(count)? > 0,
        (first, "") => number(first).is_some(),
        (first, last) => number(first)? <= number(last)?,
    };
    fine.then_some(text)
}

fn status_range(text: &str) -> Option<(u16, u16)> {
    if let Some(class) = text.strip_suffix("xx").or_else(|| text.strip_suffix("XX")) {
        let low = status(&format!("{class}00"))?;
        return Some((low, low.saturating_add(99)));
    }
    match text.split_once('-') {
        Some((low, high)) => Some((status(low)?, status(high)?)).filter(|(low, high)| low <= high),
        None => status(text).map(|code| (code, code)),
    }
}

fn status(text: &str) -> Option<u16> {
    let digits = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|code| digits && *code >= 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_units_decimals_and_a_ceiling() {
        for (text, milliseconds) in [
            ("500ms", 500),
            ("2s", 2000),
            ("3m", 180_000),
            ("1h", 3_600_000),
            ("2", 2000),
            ("0.5", 500),
            (".5", 500),
            ("1.5m", 90_000),
            ("1e1", 10_000),
        ] {
            assert_eq!(
                duration(text),
                Some(Duration::from_millis(milliseconds)),
                "{text}"
            );
        }
        for text in ["1e999", "99999999999999999999", "99999999999999999999h"] {
            assert_eq!(duration(text), Some(Duration::MAX), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_above_zero_is_refused() {
        for text in [
            "", "0", "0s", "0.0", "-1", "+1", "nan", "inf", "1d", "s", "1 s", "1sm", "1e-99", "0x1",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn sizes_have_units_of_1024() {
        for (text, bytes) in [
            ("1", 1),
            ("2k", 2048),
            ("2K", 2048),
            ("3M", 3 << 20),
            ("1g", 1 << 30),
            ("99999999999999999999", u64::MAX),
            ("99999999999999999G", u64::MAX),
        ] {
            assert_eq!(size(text), Some(bytes), "{text}");
        }
        for text in ["", "0", "0k", "k", "-1", "+1", "1.5k", "1kb", "1 k", "x"] {
            assert_eq!(size(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_are_from_to_and_from_the_end() {
        for text in [
            "0-0",
            "0-499",
            "500-",
            "-500",
            "0-0,-1",
            "18446744073709551615-",
        ] {
            assert_eq!(ranges(text).as_deref(), Some(text));
        }
        assert_eq!(ranges(" 1-2, 3-").as_deref(), Some("1-2,3-"));
        for text in [
            "",
            "5",
            "-",
            "-0",
            "2-1",
            "a-",
            "+1-",
            "1-+2",
            "1-2-3",
            "1-2,",
            "bytes=1-2",
            "1 - 2",
            "18446744073709551616-",
        ] {
            assert_eq!(ranges(text), None, "{text}");
        }
    }

    #[test]
    fn statuses_are_codes_ranges_and_classes() {
        let set = statuses("2xx, 404,500-503").unwrap();
        assert_eq!(set.0, [(200, 299), (404, 404), (500, 503)]);
        for text in [
            "", "2x", "20", "2000", "099", "0xx", "xx", "200,", "503-500", "+20", "a",
        ] {
            assert_eq!(statuses(text), None, "{text}");
        }
    }
}
