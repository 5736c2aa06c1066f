//! Which of the given certificates vouch for others, and what is said of those that may not.

use rcgen::{
    CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, KeyUsagePurpose, PublicKeyData,
    date_time_ymd,
};

use super::authority::{Authority, Identity, authority_for, host, issued_by, self_signed};
use super::handshake::{greeted, refusal};
use super::*;
use crate::base::exit::Kind;

/// An issuer whatever its certificate says, for a host of its own.
fn issuer(params: CertificateParams) -> CertifiedIssuer<'static, KeyPair> {
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// What a server shows that has the issuer's own certificate.
fn own(issuer: &CertifiedIssuer<'static, KeyPair>) -> Identity {
    let key = issuer.key().serialize_der();
    Identity {
        chain: vec![issuer.der().clone()],
        key: key.try_into().unwrap(),
    }
}

#[test]
fn a_servers_own_certificate_signs_for_nobody() {
    let mut explicit = host("own.test");
    explicit.is_ca = IsCa::ExplicitNoCa;
    let mut usage = authority_for("own.test");
    usage.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    for params in [host("own.test"), explicit, usage] {
        let issuer = issuer(params);
        let forged = refusal(issued_by(&issuer, "a.test"), "a.test", &issuer.pem());
        assert_eq!(forged.kind, Kind::Certificate, "{forged}");
        let words = "the issuer CN=Test Leaf is no authority by its basicConstraints or keyUsage (it \
                     is from --cacert)";
        assert!(forged.story().contains(words), "{forged}");
        // The forger may send the issuer along.
        let mut chain = issued_by(&issuer, "a.test");
        chain.chain.push(issuer.der().clone());
        let forged = refusal(chain, "a.test", &issuer.pem());
        assert_eq!(forged.kind, Kind::Certificate, "{forged}");
        // It stays good for the server that it names, and only there.
        let (config, _dir) = trusting(&issuer.pem());
        greeted(config, "own.test", own(&issuer));
    }
}

#[test]
fn an_authority_signs_and_may_be_a_servers_own() {
    let mut usage = authority_for("own.test");
    usage.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    for params in [authority_for("own.test"), usage] {
        let issuer = issuer(params);
        let (config, _dir) = trusting(&issuer.pem());
        greeted(config.clone(), "a.test", issued_by(&issuer, "a.test"));
        greeted(config, "own.test", own(&issuer));
    }
}

#[test]
fn an_authority_out_of_its_dates_is_named_with_the_date() {
    let mut old = authority_for("own.test");
    old.not_after = date_time_ymd(2021, 2, 3);
    let mut new = authority_for("own.test");
    new.not_before = date_time_ymd(2089, 2, 3);
    for (params, date) in [
        (old, "expired on 2021-02-03"),
        (new, "is not valid before 2089-02-03"),
    ] {
        let issuer = issuer(params);
        let identity = || issued_by(&issuer, "a.test");
        let good = Authority::new().pem();
        for pem in [issuer.pem(), format!("{good}{}", issuer.pem())] {
            let failure = refusal(identity(), "a.test", &pem);
            assert_eq!(failure.kind, Kind::Certificate, "{failure}");
            let words = format!("the issuer CN=Test Leaf {date}");
            assert!(failure.story().contains(&words), "{failure}");
            assert!(failure.hint.is_some());
            // Sent along, it is named as a part of the chain.
            let mut chain = identity();
            chain.chain.push(issuer.der().clone());
            let failure = refusal(chain, "a.test", &pem);
            assert_eq!(failure.kind, Kind::Certificate, "{failure}");
            assert!(failure.story().contains(date), "{failure}");
        }
    }
}

#[test]
fn a_namesake_is_not_blamed_for_what_it_did_not_sign() {
    let mut old = authority_for("own.test");
    old.not_after = date_time_ymd(2021, 2, 3);
    let (signer, namesake) = (issuer(authority_for("own.test")), issuer(old));
    assert_ne!(signer.key().der_bytes(), namesake.key().der_bytes());
    let failure = refusal(issued_by(&signer, "a.test"), "a.test", &namesake.pem());
    assert_eq!(failure.kind, Kind::Certificate);
    assert!(failure.story().contains("is not known"), "{failure}");
}

#[test]
fn the_ca_variables_follow_the_same_rules() {
    let dir = tempfile::tempdir().unwrap();
    let issuer = issuer(host("own.test"));
    let config = Config {
        trust: Trust::System,
        variable_files: vec![written(&dir, &issuer.pem())],
        ..Config::default()
    };
    let (port, played) = server(issued_by(&issuer, "a.test"), BOTH, greet);
    let opened = open(config.clone(), "a.test", port, &mut Log::default());
    let failure = opened.err().unwrap();
    assert_eq!(failure.kind, Kind::Certificate);
    let words = "keyUsage (it is from the system's store)";
    assert!(failure.story().contains(words), "{failure}");
    assert!(played.join().unwrap().is_none());
    greeted(config, "own.test", own(&issuer));
}

#[test]
fn without_any_anchor_strangers_are_refused_as_ever() {
    let (_, pem) = self_signed(&host("own.test"));
    let stranger = Authority::called("Stranger").host("a.test");
    let failure = refusal(stranger, "a.test", &pem);
    assert_eq!(failure.kind, Kind::Certificate);
    let words = "unknown authority: CN=Stranger";
    assert!(failure.story().contains(words), "{failure}");
}

/// The case of "DST Root CA X3": a server sends the certificate by which an old root, now expired,
/// had vouched for a new one, and the new one is itself a root here.
#[test]
fn an_expired_cross_signature_is_no_end_where_the_new_root_is_trusted() {
    let ca = Authority::new();
    let old = issuer(authority_for("old.test"));
    let new_key = KeyPair::generate().unwrap();
    let mut named = authority_for("new.test");
    named
        .distinguished_name
        .push(DnType::CommonName, "New Root");
    let new = CertifiedIssuer::self_signed(named.clone(), new_key).unwrap();
    named.not_after = date_time_ymd(2021, 2, 3);
    let crossed = named.signed_by(new.key(), &old).unwrap();
    let chain = || {
        let mut identity = issued_by(&new, "a.test");
        identity.chain.push(crossed.der().clone());
        identity
    };
    // The new root among those that are asked first, or only later.
    let (config, _dir) = trusting(&(ca.pem() + &new.pem()));
    greeted(config, "a.test", chain());
    for first in [ca.pem(), old.pem()] {
        let (mut config, dir) = trusting(&first);
        let later = dir.path().join("later");
        std::fs::create_dir(&later).unwrap();
        std::fs::write(later.join("root.pem"), new.pem()).unwrap();
        config.directories = vec![later];
        let log = greeted(config, "a.test", chain());
        assert!(log.secured[0].contains("--capath"), "{:?}", log.secured);
    }
    // Without the new root it stays refused, and the date is told.
    let failure = refusal(chain(), "a.test", &old.pem());
    assert_eq!(failure.kind, Kind::Certificate, "{failure}");
    assert!(
        failure.story().contains("expired on 2021-02-03"),
        "{failure}"
    );
    assert!(failure.story().contains("New Root"), "{failure}");
}
