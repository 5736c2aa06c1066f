//! The known name nearest to one that is not known.

/// The name that most likely was meant, if any is near enough: edits for two letters in five.
pub fn nearest<'a>(word: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = names.map(|name| (distance(word, name), name));
    let (edits, name) = scored.min_by_key(|(edits, name)| (*edits, name.len()))?;
    let longer = word.len().max(name.len());
    (edits.saturating_mul(5) <= longer.saturating_mul(2)).then_some(name)
}

/// Edits from one word to the other: letters added, taken away, changed or swapped with their
/// neighbour. A name cut short is one edit, however much is missing.
fn distance(word: &str, name: &str) -> usize {
    if word.len() > 2 && name.starts_with(word) {
        return 1;
    }
    let name: Vec<char> = name.chars().collect();
    let mut older: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=name.len()).collect();
    let mut before = None;
    for (at, letter) in word.chars().enumerate() {
        let mut next = vec![at.saturating_add(1)];
        for (place, other) in name.iter().enumerate() {
            let cell = |row: &[usize], place: usize| row.get(place).copied().unwrap_or(usize::MAX);
            let same = usize::from(letter != *other);
            let mut best = cell(&row, place).saturating_add(same);
            best = best.min(cell(&row, place.saturating_add(1)).saturating_add(1));
            best = best.min(cell(&next, place).saturating_add(1));
            let previous = place.checked_sub(1).and_then(|place| name.get(place));
            if before == Some(*other) && previous == Some(&letter) {
                let crossed = cell(&older, place.saturating_sub(1));
                best = best.min(crossed.saturating_add(1));
            }
            next.push(best);
        }
        before = Some(letter);
        older = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_counted() {
        for (word, name, edits) in [
            ("header", "header", 1),
            ("haeder", "header", 1),
            ("heder", "header", 1),
            ("headr", "headers", 2),
            ("", "ab", 2),
            ("abc", "xyz", 3),
        ] {
            assert_eq!(distance(word, name), edits, "{word} {name}");
        }
    }

    #[test]
    fn the_nearest_name_is_found_or_none() {
        let names = [
            "header", "data", "data-raw", "insecure", "max-time", "ok", "silent",
        ];
        for (word, wanted) in [
            ("headers", Some("header")),
            ("hedaer", Some("header")),
            ("head", Some("header")),
            ("dta", Some("data")),
            ("data-rwa", Some("data-raw")),
            ("insecur", Some("insecure")),
            ("maxtime", Some("max-time")),
            ("slient", Some("silent")),
            ("wibble", None),
            ("x", None),
        ] {
            assert_eq!(nearest(word, names.into_iter()), wanted, "{word}");
        }
    }
}
