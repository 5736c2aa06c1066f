//! The requests of AWS's own test suite, each with the signature it publishes for it, and what a
//! signer refuses.

use super::*;
use crate::base::secret::Secret;
use crate::http::content::{Content, Piece};
use crate::http::fields::{FieldName, Fields};
use crate::http::method::Method;
use crate::http::uri::Uri;

fn signer(scope: &str, host: &str) -> Result<Signer, Failure> {
    let login = Login {
        user: b"AKIDEXAMPLE".to_vec(),
        password: Secret::new("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
    };
    let host = crate::http::uri::parse_host(host).unwrap();
    Signer::new(Scope::parse(scope).unwrap(), &host, login, None)
}

fn signed(
    scope: &str,
    (method, target): (Method, &str),
    lines: &[(&str, &str)],
    content: Content,
) -> Result<(String, String), Failure> {
    let mut fields = Fields::default();
    for (name, value) in lines {
        let value = FieldValue::parse(value.as_bytes()).unwrap();
        fields.push(&FieldName::parse(name).unwrap(), &value);
    }
    let uri = Uri::parse("http://example.amazonaws.com/").unwrap();
    let request = Request {
        shape: crate::http::shape::Shape::default(),
        method: method.clone(),
        uri,
        fields: fields.clone(),
        content,
    };
    let mut head = RequestHead {
        version: crate::http::head::Version::Http11,
        method,
        target: target.to_owned(),
        fields,
    };
    let value = signer(scope, "example.amazonaws.com")?.sign(&request, &mut head)?;
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Ok((text(value.as_bytes()), text(head.fields.text())))
}

const HOST: (&str, &str) = ("Host", "example.amazonaws.com");
const DATE: (&str, &str) = ("X-Amz-Date", "20150830T123600Z");
const SCOPE: &str = "aws:amz:us-east-1:service";

#[test]
fn the_published_signatures_come_out() {
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    for (name, method, target, extra, content, signature) in [
        (
            "get-vanilla",
            Method::GET,
            "/",
            None,
            Content::None,
            "host;x-amz-date, Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        ),
        (
            "post-vanilla",
            Method::POST,
            "/",
            None,
            Content::Pieces(Vec::new()),
            "host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        ),
        (
            "get-vanilla-query-order-key-case",
            Method::GET,
            "/?Param2=value2&Param1=value1",
            None,
            Content::None,
            "host;x-amz-date, Signature=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        ),
        (
            "post-x-www-form-urlencoded",
            Method::POST,
            "/",
            Some(form),
            Content::bytes("Param1=value1"),
            "content-type;host;x-amz-date, Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
        ),
    ] {
        let mut lines = vec![HOST, DATE];
        lines.extend(extra);
        let (value, _) = signed(SCOPE, (method, target), &lines, content).unwrap();
        let wanted = format!(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, \
             SignedHeaders={signature}"
        );
        assert_eq!(value, wanted, "{name}");
    }
}

#[test]
fn paths_and_queries_take_their_canonical_form() {
    let canonical = |target: &str, s3| {
        let head = RequestHead {
            version: crate::http::head::Version::Http11,
            method: Method::GET,
            target: target.to_owned(),
            fields: Fields::default(),
        };
        let text = canonical::request(&head, "Amz", s3, "p").text;
        String::from_utf8(text).unwrap()
    };
    for (target, service, s3) in [
        ("/", "/\n", "/\n"),
        ("/a%20b/~c", "/a%2520b/~c\n", "/a%20b/~c\n"),
        (
            "/?b=2&a=%e1&a=1&c",
            "/\na=%E1&a=1&b=2&c=",
            "/\na=%E1&a=1&b=2&c=",
        ),
        ("/?a=/%2f+", "/\na=%2F%2F%2B", "/\na=%2F%2F%2B"),
        ("/?a-b=1&a=2&&", "/\na=2&a-b=1", "/\na=2&a-b=1"),
    ] {
        let wanted = |form: &str| format!("GET\n{form}\n\n\np");
        assert_eq!(canonical(target, false), wanted(service), "{target}");
        assert_eq!(canonical(target, true), wanted(s3), "{target}");
    }
}

#[test]
fn s3_gets_the_hash_of_the_content_in_a_field() {
    let s3 = "aws:amz:us-east-1:s3";
    let (value, fields) = signed(s3, (Method::GET, "/k"), &[HOST, DATE], Content::None).unwrap();
    assert!(value.contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date"));
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert!(
        fields.contains(&format!("X-Amz-Content-Sha256: {empty}\r\n")),
        "{fields}"
    );
    let stdin = || Content::Pieces(vec![Piece::Stdin]);
    let (_, fields) = signed(s3, (Method::PUT, "/k"), &[HOST, DATE], stdin()).unwrap();
    assert!(
        fields.contains("X-Amz-Content-Sha256: UNSIGNED-PAYLOAD\r\n"),
        "{fields}"
    );
    let refused = signed(SCOPE, (Method::PUT, "/k"), &[HOST, DATE], stdin()).unwrap_err();
    assert!(refused.to_string().contains("stdin"), "{refused}");
}

#[test]
fn fields_are_squeezed_joined_and_dated() {
    let lines = [
        HOST,
        ("X-AMZ-b", "1  2"),
        ("x-amz-A", "x"),
        ("X-Amz-B", "3"),
    ];
    let (value, fields) = signed(SCOPE, (Method::GET, "/"), &lines, Content::None).unwrap();
    assert!(
        value.contains("SignedHeaders=host;x-amz-a;x-amz-b;x-amz-date"),
        "{value}"
    );
    let date = fields
        .lines()
        .find_map(|line| line.strip_prefix("X-Amz-Date: "))
        .unwrap();
    assert!(date.len() == 16 && date.ends_with('Z'), "{date}");
}

#[test]
fn region_and_service_come_from_the_argument_or_the_host() {
    let place = |scope, host| signer(scope, host).map(|signer| (signer.region, signer.service));
    let pair = |region: &str, service: &str| (region.to_owned(), service.to_owned());
    let host = "ec2.eu-west-1.amazonaws.com";
    assert_eq!(place("aws:amz", host).unwrap(), pair("eu-west-1", "ec2"));
    assert_eq!(place("aws", host).unwrap(), pair("eu-west-1", "ec2"));
    assert_eq!(place("aws:amz:x", host).unwrap(), pair("x", "ec2"));
    assert_eq!(place("aws:amz:x:y", "127.0.0.1").unwrap(), pair("x", "y"));
    for host in ["127.0.0.1", "localhost"] {
        assert!(place("aws:amz", host).is_err(), "{host}");
    }
    for bad in [
        "",
        "aws:",
        ":amz",
        "aws:amz:a:b:c",
        "aws:amz:a b",
        "aws:amz:a\r\n",
    ] {
        assert_eq!(Scope::parse(bad), None, "{bad}");
    }
}
