//! Puts a check of steps and stack in front of everything in a filter that can call itself, so
//! that a filter without an end fails instead of taking all memory or the stack.
//!
//! Loops of the library (`repeat`, `while`, `recurse`, …) are local definitions there, which are
//! guarded as the filter's own are, and so is each step of `reduce` and `foreach`; `range` is a native of ours that counts by itself.

use jaq_core::load::lex::StrPart;
use jaq_core::load::parse::{BinaryOp, Def, Pattern, Term};
use jaq_core::ops::Math;
use jaq_core::path::{Part, Path};

/// The name of the native that checks; no filter can write it.
pub(super) const TICK: &str = "!tick";

/// The name of the native that multiplies, and bounds how often a text is repeated.
pub(super) const TIMES: &str = "!times";

/// A definition of the library.
pub(super) fn library<'s>(definition: Def<&'static str>) -> Def<&'s str>
where
    'static: 's,
{
    let definition: Def<&'s str> = definition;
    let Def { name, args, body } = definition;
    let body = if let Term::Def(inner, body) = body {
        Term::Def(inner.into_iter().map(checked).collect(), body)
    } else {
        body
    };
    Def { name, args, body }
}

/// A filter, with all definitions in it.
pub(super) fn term<'s>(unguarded: Term<&'s str>) -> Term<&'s str> {
    let each = |terms: Vec<Term<&'s str>>| terms.into_iter().map(term).collect();
    match unguarded {
        Term::Def(definitions, body) => {
            let inside = |definition: Def<&'s str>| Def {
                body: term(definition.body),
                ..definition
            };
            let definitions = definitions.into_iter().map(inside).map(checked);
            Term::Def(definitions.collect(), boxed(*body))
        }
        Term::Str(format, parts) => Term::Str(format, parts.into_iter().map(part).collect()),
        Term::Arr(inner) => Term::Arr(inner.map(|inner| boxed(*inner))),
        Term::Obj(members) => {
            let member = |(name, value): (_, Option<_>)| (term(name), value.map(term));
            Term::Obj(members.into_iter().map(member).collect())
        }
        Term::Neg(inner) => Term::Neg(boxed(*inner)),
        Term::BinOp(left, BinaryOp::Math(Math::Mul), right) => {
            Term::Call(TIMES, vec![term(*left), term(*right)])
        }
        Term::BinOp(left, op, right) => Term::BinOp(boxed(*left), operator(op), boxed(*right)),
        Term::Label(name, inner) => Term::Label(name, boxed(*inner)),
        Term::Fold(name, inner, bound, terms) => {
            let step = |(at, inner)| {
                if at == 1 {
                    after_tick(term(inner))
                } else {
                    term(inner)
                }
            };
            let terms = terms.into_iter().enumerate().map(step).collect();
            Term::Fold(name, boxed(*inner), pattern(bound), terms)
        }
        Term::TryCatch(inner, caught) => {
            Term::TryCatch(boxed(*inner), caught.map(|caught| boxed(*caught)))
        }
        Term::IfThenElse(cases, other) => {
            let case = |(condition, then)| (term(condition), term(then));
            let cases = cases.into_iter().map(case).collect();
            Term::IfThenElse(cases, other.map(|other| boxed(*other)))
        }
        Term::Call(name, arguments) => Term::Call(name, each(arguments)),
        Term::Path(inner, Path(parts)) => {
            let parts = parts.into_iter().map(|(part, opt)| (step(part), opt));
            Term::Path(boxed(*inner), Path(parts.collect()))
        }
        Term::Id | Term::Recurse | Term::Num(_) | Term::Break(_) | Term::Var(_) => unguarded,
    }
}

fn checked(definition: Def<&str>) -> Def<&str> {
    let Def { name, args, body } = definition;
    let body = after_tick(body);
    Def { name, args, body }
}

fn after_tick(body: Term<&str>) -> Term<&str> {
    let tick = Term::Call(TICK, Vec::new());
    Term::BinOp(Box::new(tick), BinaryOp::Pipe(None), Box::new(body))
}

fn boxed(unguarded: Term<&str>) -> Box<Term<&str>> {
    Box::new(term(unguarded))
}

fn part<'s>(part: StrPart<&'s str, Term<&'s str>>) -> StrPart<&'s str, Term<&'s str>> {
    match part {
        StrPart::Term(inner) => StrPart::Term(term(inner)),
        StrPart::Str(_) | StrPart::Char(_) => part,
    }
}

fn step(step: Part<Term<&str>>) -> Part<Term<&str>> {
    match step {
        Part::Index(index) => Part::Index(term(index)),
        Part::Range(from, to) => Part::Range(from.map(term), to.map(term)),
    }
}

fn operator(op: BinaryOp<&str>) -> BinaryOp<&str> {
    match op {
        BinaryOp::Pipe(Some(bound)) => BinaryOp::Pipe(Some(pattern(bound))),
        BinaryOp::Pipe(None)
        | BinaryOp::Comma
        | BinaryOp::Alt
        | BinaryOp::Or
        | BinaryOp::And
        | BinaryOp::Math(_)
        | BinaryOp::Cmp(_)
        | BinaryOp::Assign
        | BinaryOp::Update
        | BinaryOp::UpdateMath(_)
        | BinaryOp::UpdateAlt => op,
    }
}

fn pattern(bound: Pattern<&str>) -> Pattern<&str> {
    match bound {
        Pattern::Var(_) => bound,
        Pattern::Arr(inner) => Pattern::Arr(inner.into_iter().map(pattern).collect()),
        Pattern::Obj(members) => {
            let member = |(name, inner)| (term(name), pattern(inner));
            Pattern::Obj(members.into_iter().map(member).collect())
        }
    }
}
