//! The examples of RFC 7616, those of RFC 2617 and 2069, and what challenges can hold.

use super::*;
use crate::base::secret::Secret;
use crate::http::challenge::challenges;

fn login(user: &str, password: &str) -> Login {
    Login {
        user: user.into(),
        password: Secret::new(password),
    }
}

fn offer(text: &str) -> Option<Offer> {
    Offer::choose(&challenges([text.as_bytes()].into_iter()), true)
}

fn answered(challenge: &str, target: &str, login: &Login, cnonce: &str) -> String {
    let facts = Facts {
        method: "GET",
        target,
        content: "a255512f9d61a6777bd5a304235bd26d",
    };
    let offer = offer(challenge).expect(challenge);
    let value = answer(&offer, &facts, login, 1, cnonce).expect(challenge);
    String::from_utf8(value.as_bytes().to_vec()).unwrap()
}

const MUFASA: &str = "realm=\"http-auth@example.org\", qop=\"auth, auth-int\", \
    nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
    opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

#[test]
fn the_examples_of_the_standard_come_out() {
    for (algorithm, response) in [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        (
            "SHA-256",
            "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        ),
    ] {
        let challenge = format!("Digest {MUFASA}, algorithm={algorithm}");
        let cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        let value = answered(
            &challenge,
            "/dir/index.html",
            &login("Mufasa", "Circle of Life"),
            cnonce,
        );
        assert_eq!(
            value,
            format!(
                "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", \
                 nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
                 uri=\"/dir/index.html\", response=\"{response}\", \
                 opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", \
                 algorithm={algorithm}, qop=auth, nc=00000001, cnonce=\"{cnonce}\""
            )
        );
    }
}

#[test]
fn names_beyond_ascii_are_hashed_or_encoded() {
    // Section 3.9.2, with the digests of erratum 4897.
    let challenge = "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256, \
        nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\", \
        opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\", charset=UTF-8, userhash=";
    let user = login("J\u{e4}s\u{f8}n Doe", "Secret, or not?");
    let cnonce = "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v";
    let response = "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5";
    let hashed = "username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"";
    let value = answered(&format!("{challenge}true"), "/doe.json", &user, cnonce);
    assert!(
        value.contains(response) && value.contains(hashed),
        "{value}"
    );
    assert!(value.ends_with(", userhash=true"), "{value}");
    let value = answered(&format!("{challenge}false"), "/doe.json", &user, cnonce);
    let encoded = "Digest username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, ";
    assert!(
        value.starts_with(encoded) && value.contains(response),
        "{value}"
    );
    let value = answered("Digest realm=r, nonce=n", "/", &user, cnonce);
    assert!(
        value.starts_with("Digest username=\"J\u{e4}s\u{f8}n Doe\", "),
        "{value}"
    );
}

#[test]
fn every_quality_and_the_session_algorithms_hash_what_they_should() {
    let nonce = "realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"";
    for (rest, response) in [
        (
            ", qop=\"auth,auth-int\"",
            "6629fae49393a05397450978507c4ef1",
        ),
        ("", "670fd8c2df070c60b045671b8b24ff02"),
        (", qop=\"\"", "670fd8c2df070c60b045671b8b24ff02"),
        (
            ", qop=auth, algorithm=MD5-sess",
            "8e3825c57e897f5a0dec6c2d4e5059d0",
        ),
        (", qop=\"auth-int\"", "e6dce275dad5c4d8a8969cb2ce3df657"),
    ] {
        let challenge = format!("Digest {nonce}{rest}");
        let user = login("Mufasa", "Circle Of Life");
        let value = answered(&challenge, "/dir/index.html", &user, "0a4f113b");
        assert!(value.contains(response), "{rest}: {value}");
        assert_eq!(value.contains("cnonce"), value.contains("qop="), "{value}");
    }
}

#[test]
fn quotes_are_escaped_when_sent_and_not_when_hashed() {
    let user = login("us\"er\\", "p");
    let challenge = "Digest realm=\"a\\\"b\\\\c\", nonce=\"n\\\"\", opaque=\"\\\"\"";
    let value = answered(challenge, "/p?q=\"1", &user, "c");
    let hash = Hash::Md5;
    let a1 = hash.hex(&[b"us\"er\\:a\"b\\c:p"]);
    let a2 = hash.hex(&[b"GET:/p?q=\"1"]);
    let response = hash.hex(&[format!("{a1}:n\":{a2}").as_bytes()]);
    assert_eq!(
        value,
        format!(
            "Digest username=\"us\\\"er\\\\\", realm=\"a\\\"b\\\\c\", nonce=\"n\\\"\", \
             uri=\"/p?q=\\\"1\", response=\"{response}\", opaque=\"\\\"\""
        )
    );
}

#[test]
fn the_first_challenge_that_can_be_answered_is_taken() {
    let chosen = offer(
        "Basic realm=b, Digest realm=r, nonce=1, algorithm=SHA3, \
         Digest nonce=2, Digest realm=r, Digest realm=r, nonce=\"\", \
         Digest realm=r, nonce=3, qop=\"other\", \
         Digest realm=r, nonce=4, algorithm=MD5-sess, \
         Digest realm=r, realm=s, nonce=5, \
         dIGEST Realm=r, NONCE=6, Algorithm=sha-256-SESS, QOP=\"x, AUTH\", STALE=TRUE, \
         Digest realm=r, nonce=7",
    );
    let chosen = chosen.unwrap();
    assert_eq!((chosen.nonce.as_slice(), chosen.stale), (&b"6"[..], true));
    assert_eq!((chosen.hash, chosen.session), (Hash::Sha256, true));
    assert!(!chosen.renewed(b"8").nonce.is_empty());
    assert_eq!(offer("Basic realm=b"), None);
}

#[test]
fn content_that_cannot_be_read_twice_is_not_promised() {
    let text = &b"Digest realm=r, nonce=n, qop=\"auth-int\""[..];
    let all = challenges([text].into_iter());
    assert_eq!(Offer::choose(&all, false), None);
    let chosen = Offer::choose(&all, true).unwrap();
    assert_eq!(chosen.quality(), Quality::Content);
}
