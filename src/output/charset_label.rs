//! The names of charsets (WHATWG Encoding Standard section 4.2), as one text.
//!
//! The library has a table of its own, whose references cost every start some ten thousand
//! instructions before anything is asked. Left out are the names of charsets that the standard has
//! browsers refuse to decode (its "replacement"): what is not known is at least shown.

use encoding_rs::Encoding;

/// A line for each charset: its first word is what it is called here, the others are its names.
const TABLE: &str = "\
big5 big5 csbig5 cn-big5 x-x-big5 big5-hkscs\n\
euc_jp euc-jp x-euc-jp cseucpkdfmtjapanese\n\
euc_kr korean euc-kr ksc5601 cseuckr ksc_5601 iso-ir-149 windows-949 csksc56011987 \
    ks_c_5601-1987 ks_c_5601-1989\n\
gb18030 gb18030\n\
gbk gbk x-gbk gb2312 gb_2312 chinese csgb2312 iso-ir-58 gb_2312-80 csiso58gb231280\n\
ibm866 866 cp866 ibm866 csibm866\n\
iso_2022_jp iso-2022-jp csiso2022jp\n\
iso_8859_10 l6 latin6 iso885910 iso8859-10 iso-ir-157 iso-8859-10 csisolatin6\n\
iso_8859_13 iso885913 iso8859-13 iso-8859-13\n\
iso_8859_14 iso885914 iso8859-14 iso-8859-14\n\
iso_8859_15 l9 iso885915 iso8859-15 iso-8859-15 iso_8859-15 csisolatin9\n\
iso_8859_16 iso-8859-16\n\
iso_8859_2 l2 latin2 iso88592 iso8859-2 iso-ir-101 iso-8859-2 iso_8859-2 csisolatin2 \
    iso_8859-2:1987\n\
iso_8859_3 l3 latin3 iso88593 iso8859-3 iso-8859-3 iso_8859-3 iso-ir-109 csisolatin3 \
    iso_8859-3:1988\n\
iso_8859_4 l4 latin4 iso88594 iso8859-4 iso-ir-110 iso-8859-4 iso_8859-4 csisolatin4 \
    iso_8859-4:1988\n\
iso_8859_5 iso88595 cyrillic iso8859-5 iso-ir-144 iso-8859-5 iso_8859-5 iso_8859-5:1988 \
    csisolatincyrillic\n\
iso_8859_6 arabic ecma-114 iso88596 asmo-708 iso8859-6 iso-8859-6 iso_8859-6 iso-ir-127 \
    csiso88596e csiso88596i iso-8859-6-e iso-8859-6-i iso_8859-6:1987 csisolatinarabic\n\
iso_8859_7 greek greek8 iso88597 ecma-118 elot_928 iso8859-7 iso-ir-126 iso-8859-7 \
    iso_8859-7 sun_eu_greek iso_8859-7:1987 csisolatingreek\n\
iso_8859_8 visual hebrew iso88598 iso8859-8 iso-8859-8 iso_8859-8 iso-ir-138 csiso88598e \
    iso-8859-8-e iso_8859-8:1988 csisolatinhebrew\n\
iso_8859_8_i logical csiso88598i iso-8859-8-i\n\
koi8_r koi koi8 koi8-r koi8_r cskoi8r\n\
koi8_u koi8-u koi8-ru\n\
macintosh mac macintosh csmacintosh x-mac-roman\n\
shift_jis sjis ms932 x-sjis ms_kanji shift-jis shift_jis csshiftjis windows-31j\n\
utf_16be utf-16be unicodefffe\n\
utf_16le ucs-2 utf-16 unicode utf-16le csunicode unicodefeff iso-10646-ucs-2\n\
utf_8 utf8 utf-8 unicode20utf8 unicode11utf8 x-unicode20utf8 unicode-1-1-utf-8\n\
windows_1250 cp1250 x-cp1250 windows-1250\n\
windows_1251 cp1251 x-cp1251 windows-1251\n\
windows_1252 l1 cp819 ascii latin1 cp1252 ibm819 iso88591 x-cp1252 us-ascii iso8859-1 \
    iso-ir-100 iso-8859-1 iso_8859-1 csisolatin1 windows-1252 ansi_x3.4-1968 iso_8859-1:1987\n\
windows_1253 cp1253 x-cp1253 windows-1253\n\
windows_1254 l5 cp1254 latin5 x-cp1254 iso88599 iso8859-9 iso-ir-148 iso-8859-9 \
    iso_8859-9 csisolatin5 windows-1254 iso_8859-9:1989\n\
windows_1255 cp1255 x-cp1255 windows-1255\n\
windows_1256 cp1256 x-cp1256 windows-1256\n\
windows_1257 cp1257 x-cp1257 windows-1257\n\
windows_1258 cp1258 x-cp1258 windows-1258\n\
windows_874 tis-620 dos-874 iso885911 iso8859-11 iso-8859-11 windows-874\n\
x_mac_cyrillic x-mac-cyrillic x-mac-ukrainian\n\
x_user_defined x-user-defined";

/// The charset of this name, in any case.
pub(super) fn encoding(label: &[u8]) -> Option<&'static Encoding> {
    let label = label.trim_ascii().to_ascii_lowercase();
    let mut lines = TABLE.lines().map(str::split_ascii_whitespace);
    lines.find_map(|mut words| {
        let called = words.next()?;
        let is_named = words.any(|word| word.as_bytes() == label);
        is_named.then(|| known(called))?
    })
}

fn known(called: &str) -> Option<&'static Encoding> {
    Some(match called {
        "big5" => encoding_rs::BIG5,
        "euc_jp" => encoding_rs::EUC_JP,
        "euc_kr" => encoding_rs::EUC_KR,
        "gb18030" => encoding_rs::GB18030,
        "gbk" => encoding_rs::GBK,
        "ibm866" => encoding_rs::IBM866,
        "iso_2022_jp" => encoding_rs::ISO_2022_JP,
        "iso_8859_10" => encoding_rs::ISO_8859_10,
        "iso_8859_13" => encoding_rs::ISO_8859_13,
        "iso_8859_14" => encoding_rs::ISO_8859_14,
        "iso_8859_15" => encoding_rs::ISO_8859_15,
        "iso_8859_16" => encoding_rs::ISO_8859_16,
        "iso_8859_2" => encoding_rs::ISO_8859_2,
        "iso_8859_3" => encoding_rs::ISO_8859_3,
        "iso_8859_4" => encoding_rs::ISO_8859_4,
        "iso_8859_5" => encoding_rs::ISO_8859_5,
        "iso_8859_6" => encoding_rs::ISO_8859_6,
        "iso_8859_7" => encoding_rs::ISO_8859_7,
        "iso_8859_8" => encoding_rs::ISO_8859_8,
        "iso_8859_8_i" => encoding_rs::ISO_8859_8_I,
        "koi8_r" => encoding_rs::KOI8_R,
        "koi8_u" => encoding_rs::KOI8_U,
        "macintosh" => encoding_rs::MACINTOSH,
        "shift_jis" => encoding_rs::SHIFT_JIS,
        "utf_16be" => encoding_rs::UTF_16BE,
        "utf_16le" => encoding_rs::UTF_16LE,
        "utf_8" => encoding_rs::UTF_8,
        "windows_1250" => encoding_rs::WINDOWS_1250,
        "windows_1251" => encoding_rs::WINDOWS_1251,
        "windows_1252" => encoding_rs::WINDOWS_1252,
        "windows_1253" => encoding_rs::WINDOWS_1253,
        "windows_1254" => encoding_rs::WINDOWS_1254,
        "windows_1255" => encoding_rs::WINDOWS_1255,
        "windows_1256" => encoding_rs::WINDOWS_1256,
        "windows_1257" => encoding_rs::WINDOWS_1257,
        "windows_1258" => encoding_rs::WINDOWS_1258,
        "windows_874" => encoding_rs::WINDOWS_874,
        "x_mac_cyrillic" => encoding_rs::X_MAC_CYRILLIC,
        "x_user_defined" => encoding_rs::X_USER_DEFINED,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_what_they_mean_to_the_library() {
        let mut count = 0;
        for line in TABLE.lines() {
            for label in line.split_ascii_whitespace().skip(1) {
                let ours = encoding(label.to_uppercase().as_bytes());
                assert_eq!(ours, Encoding::for_label(label.as_bytes()), "{label}");
                assert!(ours.is_some(), "{label}");
                count += 1;
            }
        }
        assert_eq!(count, 222);
        for label in ["", "klingon", "iso-2022-kr", "utf_8"] {
            assert_eq!(encoding(label.as_bytes()), None, "{label}");
        }
    }
}
