#include "source/digest.h"

#include "catch.h"

using namespace aurora;

TEST_CASE("sha256 agrees with the published vectors") {
  // FIPS 180-4 examples and the NIST long message.
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256(std::string(1000000, 'a')) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("feeding in pieces changes nothing") {
  const std::string text(300, 'x');
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Sha256 pieces, whole;
    pieces.update(std::string_view(text).substr(0, cut));
    pieces.update(std::string_view(text).substr(cut));
    whole.update(text);
    REQUIRE(pieces.finish() == whole.finish());
  }
}

TEST_CASE("digest64 is the beginning of the digest") {
  CHECK(digest64("abc") == 0xba7816bf8f01cfeaULL);
  CHECK(digest64_hex("") == "e3b0c44298fc1c14");
}
