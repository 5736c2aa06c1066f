//! Storing and matching, as tables: what a server sets at one URL and what another URL gets.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use proptest::prelude::*;

use super::cookie::{Cookie, Scope};
use super::{Config, Jar, file};
use crate::base::event::{Event, Observer, Silent};
use crate::base::limits;
use crate::base::secret::Secret;
use crate::http::fields::{FieldName, FieldValue, Fields};
use crate::http::origin::Host;
use crate::http::uri::Uri;

fn now() -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(1_000_000_000)
}

fn config(home: &str, typed: &[&str]) -> Config {
    Config {
        home: uri(home),
        typed: typed.iter().map(|pair| Secret::new(*pair)).collect(),
        files: Vec::new(),
        save: None,
        engine: true,
        junk_session: false,
    }
}

fn jar() -> Jar {
    Jar::new(&config("http://home.test/", &[]))
}

fn uri(text: &str) -> Uri {
    Uri::parse(text).unwrap()
}

fn set(jar: &mut Jar, at: &str, lines: &[&str]) {
    jar.store(&fields(lines), &uri(at), now(), &mut Silent);
}

fn fields(lines: &[&str]) -> Fields {
    let (mut fields, name) = (Fields::default(), FieldName::parse("set-cookie").unwrap());
    for line in lines {
        fields.push(&name, &FieldValue::parse(line.as_bytes()).unwrap());
    }
    fields
}

fn sent(jar: &Jar, to: &str) -> String {
    let mut fields = Fields::default();
    jar.attach(&mut fields, &uri(to), now());
    assert!(fields.len() <= 1);
    let value = fields.first("cookie").unwrap_or_default().to_vec();
    String::from_utf8(value).unwrap()
}

#[test]
fn cookies_go_where_they_belong() {
    for (at, line, to, wanted) in [
        ("http://a.test/", "a=1", "http://a.test/x?y", "a=1"),
        ("http://a.test/", "a=1", "http://a.test:81/", "a=1"),
        ("http://a.test/", "a=1", "https://a.test/", "a=1"),
        ("http://a.test/", "a=1", "http://sub.a.test/", ""),
        ("http://a.test/", "a=1", "http://a.test./", ""),
        ("http://a.test./", "a=1", "http://a.test/", ""),
        (
            "http://w.a.test/",
            "a=1; Domain=a.test",
            "http://x.a.test/",
            "a=1",
        ),
        (
            "http://w.ample.com/",
            "a=1; Domain=ample.com",
            "http://example.com/",
            "",
        ),
        ("http://a.com/", "a=1; Domain=b.com", "http://b.com/", ""),
        (
            "http://192.168.0.1/",
            "a=1; Domain=168.0.1",
            "http://129.168.0.1/",
            "",
        ),
        ("http://192.168.0.1/", "a=1", "http://192.168.0.1/", "a=1"),
        ("http://[::1]/", "a=1", "http://[::1]:8080/", "a=1"),
        ("http://a.test/", "a=1; Secure", "https://a.test/", ""),
        ("https://a.test/", "a=1; Secure", "https://a.test/", "a=1"),
        ("https://a.test/", "a=1; Secure", "http://a.test/", ""),
        ("https://localhost/", "a=1; Secure", "http://localhost/", ""),
        ("http://a.test/foo/x", "a=1", "http://a.test/foobar", ""),
        ("http://a.test/foo/x", "a=1", "http://a.test/foo/y", "a=1"),
        ("http://a.test/foo/x", "a=1", "http://a.test/foo?y", "a=1"),
        ("http://a.test/", "a=1; Max-Age=0", "http://a.test/", ""),
        ("http://a.test/", "a=1; Max-Age=1", "http://a.test/", "a=1"),
    ] {
        let mut jar = jar();
        set(&mut jar, at, &[line]);
        assert_eq!(sent(&jar, to), wanted, "{at} {line} {to}");
    }
}

#[test]
fn a_cookie_set_over_http_does_not_touch_a_secure_one() {
    for (at, line) in [
        ("http://a.test/", "sid=evil; Path=/"),
        ("http://a.test/", "sid=evil; Path=/x"),
        ("http://a.test/", "sid=evil; Path=/x/y"),
        ("http://a.test/", "sid=; Path=/x; Max-Age=0"),
        ("http://a.test/", "sid=evil; Path=/x; Domain=a.test"),
        ("http://sub.a.test/", "sid=evil; Path=/x; Domain=a.test"),
    ] {
        let mut jar = jar();
        set(&mut jar, "https://a.test/", &["sid=good; Secure; Path=/x"]);
        set(&mut jar, at, &[line]);
        assert_eq!(sent(&jar, "https://a.test/x/y"), "sid=good", "{line}");
    }
    let mut jar = jar();
    set(&mut jar, "https://a.test/", &["sid=good; Secure; Path=/x"]);
    set(&mut jar, "http://a.test/", &["sid=other; Path=/z", "id=1"]);
    assert_eq!(sent(&jar, "https://a.test/z"), "sid=other; id=1");
}

#[test]
fn the_longest_path_is_first_then_the_oldest() {
    let mut jar = jar();
    let lines = ["a=1", "b=2; path=/x", "c=3", "d=4; path=/x", "a=5"];
    set(&mut jar, "http://a.test/", &lines);
    assert_eq!(sent(&jar, "http://a.test/x/y"), "b=2; d=4; a=5; c=3");
}

#[test]
fn typed_cookies_are_of_the_first_origin_only() {
    let mut jar = Jar::new(&config("http://a.test/", &["a=1;b=x=y ;", " c"]));
    assert_eq!(sent(&jar, "http://a.test/other"), "a=1; b=x=y; c");
    for other in ["https://a.test/", "http://a.test:81/", "http://sub.a.test/"] {
        assert_eq!(sent(&jar, other), "", "{other}");
    }
    jar.load(
        file::parse(
            b"a.test\tFALSE\t/\tFALSE\t0\ta\told\na.test\tFALSE\t/\tFALSE\t0\tz\t1",
            &Host::Name("a.test".to_owned()),
            0,
        )
        .cookies,
        now(),
    );
    assert_eq!(sent(&jar, "http://a.test/"), "z=1; a=1; b=x=y; c");
    set(&mut jar, "http://a.test/", &["b=new"]);
    assert_eq!(sent(&jar, "http://a.test/"), "z=1; b=new; a=1; c");
}

#[test]
fn a_cookie_field_of_the_users_stays_alone() {
    let mut fields = Fields::default();
    let value = FieldValue::parse(b"own=1").unwrap();
    fields.push(&FieldName::parse("COOKIE").unwrap(), &value);
    let jar = Jar::new(&config("http://a.test/", &["a=1"]));
    jar.attach(&mut fields, &uri("http://a.test/"), now());
    assert_eq!(fields.text(), b"COOKIE: own=1\r\n");
}

#[test]
fn each_limit_holds_and_not_one_earlier() {
    let set_many = |jar: &mut Jar, at: &str, count: usize| {
        let lines: Vec<String> = (0..count).map(|n| format!("n{n}=1")).collect();
        for lines in lines.chunks(limits::SET_COOKIE_LINES) {
            set(
                jar,
                at,
                &lines.iter().map(String::as_str).collect::<Vec<_>>(),
            );
        }
    };
    for (count, kept) in [(50, 50), (51, 50)] {
        let lines: Vec<String> = (0..count).map(|n| format!("n{n}=1")).collect();
        let mut jar = jar();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        set(&mut jar, "http://a.test/", &lines);
        assert_eq!(jar.cookies().len(), kept);
    }
    let mut one = jar();
    set_many(&mut one, "https://a.test/", 180);
    assert_eq!(one.cookies().len(), 180);
    set(&mut one, "https://a.test/", &["n0=1; Secure", "one-more=1"]);
    assert_eq!(one.cookies().len(), 180);
    // The oldest that is not secure has gone.
    let names = |jar: &Jar| {
        jar.cookies()
            .iter()
            .map(|c| c.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&one)[..2], [b"n0".to_vec(), b"n2".to_vec()]);
    let mut all = jar();
    for host in 0..20 {
        set_many(&mut all, &format!("http://h{host}.test/"), 150);
    }
    assert_eq!(all.cookies().len(), limits::COOKIES);
    set_many(&mut all, "http://one-more.test/", 1);
    assert_eq!(all.cookies().len(), limits::COOKIES);
    assert_eq!(names(&all)[0], b"n1");
}

#[test]
fn stored_cookies_fill_their_room_and_no_more() {
    let mut jar = jar();
    // Each pair and the two bytes between make 4096 bytes.
    let line = |name: char, length: usize| format!("{name}={}", "v".repeat(length - 2));
    let (a, b) = (line('a', 4094), line('b', 4094));
    set(&mut jar, "http://a.test/", &[&a, &b]);
    assert_eq!(sent(&jar, "http://a.test/"), format!("{a}; {b}"));
    set(&mut jar, "http://a.test/", &["c=1"]);
    assert_eq!(sent(&jar, "http://a.test/"), format!("{a}; {b}"));
    let long = line('b', 4095);
    set(&mut jar, "http://a.test/", &[&long]);
    assert_eq!(sent(&jar, "http://a.test/"), format!("{a}; c=1"));
}

#[test]
fn a_merge_applies_only_what_this_run_changed() {
    let line = |name: &str, value: &str| format!("a.test\tFALSE\t/\tFALSE\t0\t{name}\t{value}\n");
    let read = |text: &str| file::parse(text.as_bytes(), &uri("http://a.test/").origin.host, 0);
    let mut jar = jar();
    let before = [line("kept", "1"), line("gone", "1"), line("mine", "1")].concat();
    jar.load(read(&before).cookies, now());
    assert!(!jar.is_changed());
    set(
        &mut jar,
        "http://a.test/",
        &["mine=2", "new=3", "gone=; Max-Age=0"],
    );
    assert!(jar.is_changed());
    // Meanwhile another run has removed one, changed one and added one.
    let meanwhile = [line("mine", "7"), line("gone", "1"), line("theirs", "1")].concat();
    let merged = file::write(&jar.merged(read(&meanwhile).cookies, now()));
    let wanted = [line("mine", "2"), line("theirs", "1"), line("new", "3")].concat();
    let merged = String::from_utf8(merged).unwrap();
    assert!(merged.ends_with(&format!("\n\n{wanted}")), "{merged}");
}

#[test]
fn a_merge_does_not_overlay_a_secure_cookie_either() {
    let mut jar = jar();
    set(&mut jar, "http://a.test/", &["sid=evil"]);
    let held = file::parse(
        b"a.test\tFALSE\t/\tTRUE\t0\tsid\tgood",
        &uri("http://a.test/").origin.host,
        0,
    );
    assert_eq!(jar.merged(held.cookies.clone(), now()), held.cookies);
}

#[test]
fn a_refusal_is_told_without_the_value() {
    struct Told(Vec<String>);
    impl Observer for Told {
        fn on(&mut self, event: &Event<'_>) {
            self.0.push(format!("{event:?}"));
        }
    }
    let mut told = Told(Vec::new());
    let lines = ["sid=s3cret; Secure", "s3cret", "b=s3cret; Domain=com"];
    jar().store(&fields(&lines), &uri("http://a.com/"), now(), &mut told);
    let told = told.0;
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told.iter().all(|line| !line.contains("s3cret")), "{told:?}");
    assert!(told[0].contains("cookie sid") && told[2].contains("public suffix"));
}

fn any_cookie() -> impl Strategy<Value = Cookie> {
    let parts = (
        "[a-z]{1,8}",
        prop::collection::vec(
            prop_oneof![Just(b'\t'), 0x20..0x7f_u8, 0x80..=0xff_u8],
            0..40,
        ),
        "([a-z]{1,5}\\.){1,3}test",
        "/[a-z/%;é]{0,20}",
        any::<(bool, bool, bool)>(),
        prop::option::of(1..i64::MAX),
    );
    parts.prop_map(|(name, value, domain, path, flags, expires)| Cookie {
        name: name.into_bytes(),
        value: Secret::new(value),
        domain,
        scope: if flags.0 {
            Scope::Host
        } else {
            Scope::Subdomains
        },
        path: path.into_bytes(),
        secure: flags.1,
        http_only: flags.2,
        expires,
    })
}

proptest! {
    #[test]
    fn whatever_is_stored_survives_a_file(cookies in prop::collection::vec(any_cookie(), 0..8)) {
        prop_assume!(cookies.iter().all(|cookie| cookie.check().is_ok()));
        let text = file::write(&cookies);
        let again = file::parse(&text, &Host::Name("x.test".to_owned()), 0);
        prop_assert_eq!(again.skipped, None);
        prop_assert_eq!(again.cookies, cookies);
    }

    #[test]
    fn no_line_makes_a_field_that_could_not_be_sent(line in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut jar = jar();
        let text = [b"Set-Cookie: ", line.as_slice()].concat();
        let found = file::parse(&text, &uri("http://home.test/").origin.host, 0);
        jar.load(found.cookies, now());
        let mut fields = Fields::default();
        jar.attach(&mut fields, &uri("https://home.test/"), now());
        prop_assert!(fields.len() <= 1);
        let clean = |byte: &u8| !byte.is_ascii_control() || *byte == b'\t';
        prop_assert!(fields.all("cookie").flatten().all(clean));
    }
}
