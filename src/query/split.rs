//! Finds the path that a filter begins with, where it goes through an array: what comes behind it
//! can then be run on one element after the other, as they arrive.
//!
//! `P | R` gives what R gives for each output of P, whatever R is, so cutting a filter there
//! changes nothing. What cannot be told from the text (an object under `[]`, a path that is not
//! there) is found in the content, and the whole filter is run on it.

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Term};
use jaq_core::path::{Opt, Part, Path};

/// A filter, cut.
pub(super) struct Cut<'s> {
    /// The names to the array.
    pub names: Vec<String>,
    /// The path through it, with the `[]` at its end.
    pub path: Parts<'s>,
    /// What is run on each element.
    pub rest: Term<&'s str>,
}

/// A step of a path, and whether it may fail quietly.
type Step<'s> = (Part<Term<&'s str>>, Opt);
/// Steps of a path.
type Parts<'s> = Vec<Step<'s>>;

/// Cuts a filter, where it can be cut.
pub(super) fn cut<'s>(filter: &Term<&'s str>) -> Option<Cut<'s>> {
    if let Term::Def(definitions, body) = filter {
        let cut = cut(body)?;
        let rest = Term::Def(definitions.clone(), Box::new(cut.rest));
        return Some(Cut { rest, ..cut });
    }
    if let Term::BinOp(left, BinaryOp::Pipe(None), right) = filter {
        if let Some(cut) = cut(left) {
            let rest = pipe(cut.rest, (**right).clone());
            return Some(Cut { rest, ..cut });
        }
        let before = steps(left)?;
        let cut = cut(right)?;
        return Some(Cut {
            names: names(before)?.into_iter().chain(cut.names).collect(),
            path: before.iter().cloned().chain(cut.path).collect(),
            ..cut
        });
    }
    let steps = steps(filter)?;
    let through = |(part, _): &(Part<_>, Opt)| matches!(part, Part::Range(None, None));
    let border = steps.iter().position(through)?;
    let (before, after) = steps.split_at_checked(border.saturating_add(1))?;
    let (to_array, _) = before.split_at_checked(border)?;
    // An index is computed from what the whole path begins with, which the elements have not.
    if !after.iter().all(|(part, _)| is_constant(part)) {
        return None;
    }
    let rest = match after {
        [] => Term::Id,
        after => path(after.to_vec()),
    };
    Some(Cut {
        names: names(to_array)?,
        path: before.to_vec(),
        rest,
    })
}

/// The name of the only member of an object that a filter looks at, where it begins with one.
pub(super) fn only_member(filter: &Term<&str>) -> Option<String> {
    if let Term::BinOp(left, BinaryOp::Pipe(None), right) = filter {
        let passed = matches!(**left, Term::Id);
        return only_member(if passed { right } else { left });
    }
    let (first, others) = steps(filter)?.split_first()?;
    // An index may be computed from any member.
    if !others.iter().all(|(part, _)| is_constant(part)) {
        return None;
    }
    names(std::slice::from_ref(first))?.pop()
}

/// Two filters in a row.
pub(super) fn pipe<'s>(left: Term<&'s str>, right: Term<&'s str>) -> Term<&'s str> {
    Term::BinOp(Box::new(left), BinaryOp::Pipe(None), Box::new(right))
}

/// A path from the input.
pub(super) fn path<'s>(parts: Parts<'s>) -> Term<&'s str> {
    Term::Path(Box::new(Term::Id), Path(parts))
}

/// The steps of a filter that is a path from the input.
fn steps<'t, 's>(filter: &'t Term<&'s str>) -> Option<&'t [Step<'s>]> {
    if let Term::Path(from, Path(steps)) = filter {
        return matches!(**from, Term::Id).then_some(steps);
    }
    matches!(filter, Term::Id).then_some(&[])
}

/// The names that steps are, where all are names.
fn names(steps: &[Step<'_>]) -> Option<Vec<String>> {
    let name = |(part, _): &Step<'_>| {
        if let Part::Index(Term::Str(None, parts)) = part {
            return parts.iter().map(letters).collect();
        }
        None
    };
    steps.iter().map(name).collect()
}

fn letters(part: &StrPart<&str, Term<&str>>) -> Option<String> {
    match part {
        StrPart::Str(text) => Some((*text).to_owned()),
        StrPart::Char(letter) => Some((*letter).into()),
        StrPart::Term(_) => None,
    }
}

/// Whether a step depends on nothing but what it is taken in.
fn is_constant(part: &Part<Term<&str>>) -> bool {
    match part {
        Part::Index(index) => is_known(index),
        Part::Range(from, to) => from.iter().chain(to).all(is_known),
    }
}

fn is_known(index: &Term<&str>) -> bool {
    if let Term::Str(None, parts) = index {
        return parts.iter().all(|part| letters(part).is_some());
    }
    if let Term::Neg(inner) = index {
        return is_known(inner);
    }
    matches!(index, Term::Num(_) | Term::Var(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jaq_core::load::parse;

    fn found(filter: &str) -> Option<Vec<String>> {
        let term = parse(filter, |parser| parser.term()).unwrap();
        cut(&term).map(|cut| cut.names)
    }

    #[test]
    fn filters_that_look_at_one_member_name_it() {
        for (filter, name) in [
            (".id", "id"),
            (".id?.x[0]", "id"),
            (". | .id | f", "id"),
            (".id | ., 1", "id"),
            (".[.x]", "-"),
            (".id[.x]", "-"),
            (".id, .x", "-"),
            ("f | .id", "-"),
            (".", "-"),
            (".[0]", "-"),
            (".[\"a\"]", "a"),
        ] {
            let term = parse(filter, |parser| parser.term()).unwrap();
            let expected = (name != "-").then(|| name.to_owned());
            assert_eq!(only_member(&term), expected, "{filter}");
        }
    }

    #[test]
    fn filters_that_begin_by_going_through_an_array_are_cut() {
        for (filter, names) in [
            (".[]", ""),
            (".[]?", ""),
            (".[].id", ""),
            (".[].id?", ""),
            (".[] | select(.a) | .b", ""),
            (". | .[] | .b", ""),
            (".a.b[]", "a.b"),
            (".a[\"b\"][] | .c", "a.b"),
            (".a | .b | .[]", "a.b"),
            (".\"a b\"?[]?", "a b"),
            (".[][].x", ""),
            (".[].b[]", ""),
            (".[][$n][1:-1]", ""),
            ("def f: .x; .[] | f", ""),
            ("(.[] | .a), .b | .c", "-"),
            ("(.[] | .a) | .c", ""),
            (".[].a, 1", "-"),
            (".[] + 1", "-"),
            (".[] as $x | .", "-"),
            ("[.[]]", "-"),
            ("first(.[])", "-"),
            (".[] |= 1", "-"),
            (".[][.x]", "-"),
            (".[0][]", "-"),
            (".a.\"\\(1)\"[]", "-"),
            ("..[]", "-"),
            (".", "-"),
            ("try .[]", "-"),
            ("if . then .[] else 1 end", "-"),
        ] {
            let expected = (names != "-").then(|| match names {
                "" => Vec::new(),
                names => names.split('.').map(str::to_owned).collect(),
            });
            assert_eq!(found(filter), expected, "{filter}");
        }
    }
}
