#include "runtime/text/str.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "gc/roots.h"
#include "runtime/isolate.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/codec.h"
#include "runtime/text/str_index.h"
#include "runtime/text/str_operations.h"
#include "runtime/text/text_state.h"

namespace krait {
namespace {

class StrTest : public testing::Test {
 protected:
  StrTest() : isolate_(Isolate::Create()), scope_(isolate_->heap()) {}
  Isolate* iso() { return isolate_.get(); }
  Str* Make(std::string_view s) { return Str::New(iso(), s); }

  std::unique_ptr<Isolate> isolate_;
  gc::StackScope scope_;
};

TEST_F(StrTest, AppendingSharesTheBuffer) {
  Str* s = Make(std::string(200, 'a'));
  for (int i = 0; i < 4; ++i) s = Str::Concat(iso(), s, Make(std::string(100, 'b')));
  ASSERT_TRUE(s->HasFlag(Str::kShared));
  Str* longer = Str::Concat(iso(), s, Make("c"));
  EXPECT_EQ(longer->data, s->data);
  // The room is taken: appending to the older one again copies.
  Str* other = Str::Concat(iso(), s, Make("d"));
  EXPECT_NE(other->data, s->data);
  EXPECT_EQ(longer->view().back(), 'c');
  EXPECT_EQ(other->view().back(), 'd');
  EXPECT_EQ(s->byte_length, 600u);
}

TEST_F(StrTest, AppendsItself) {
  Str* s = Make(std::string(300, 'x'));
  std::string expected(300, 'x');
  for (int i = 0; i < 6; ++i) {
    s = Str::Concat(iso(), s, s);
    expected += expected;
  }
  EXPECT_EQ(s->view(), expected);
}

TEST_F(StrTest, LargeSlicesShareSmallOnesCopy) {
  Str* s = Make(std::string(10000, 'x'));
  EXPECT_TRUE(Str::Substring(iso(), s, 1, 9000)->HasFlag(Str::kShared));
  EXPECT_FALSE(Str::Substring(iso(), s, 1, 100)->HasFlag(Str::kShared));
  EXPECT_FALSE(Str::Substring(iso(), s, 1, 2000)->HasFlag(Str::kShared));
  EXPECT_EQ(Str::Substring(iso(), s, 0, 10000), s);
  EXPECT_EQ(Str::Substring(iso(), s, 5, 5), iso()->text().empty);
}

TEST_F(StrTest, CharactersOfLatin1AreShared) {
  Str* s = Make("añb");
  EXPECT_EQ(Str::CharAt(iso(), s, 1), Str::FromCodePoint(iso(), 0xF1));
  EXPECT_EQ(Make("a"), Str::Intern(iso(), "a"));
}

TEST_F(StrTest, IndexAgreesWithWalking) {
  std::mt19937 random(7);
  const uint32_t alphabet[] = {'a', 'b', 0xE9, 0x65E5, 0x1F600, 0xD800};
  for (int round = 0; round < 20; ++round) {
    StrBuilder out(iso());
    std::vector<uint32_t> expected;
    const size_t length = random() % 700;
    for (size_t i = 0; i < length; ++i) {
      expected.push_back(alphabet[random() % 6]);
      out.AppendCodePoint(expected.back());
    }
    Str* s = out.Finish();
    ASSERT_EQ(s->length, length);
    for (int k = 0; k < 300 && length > 0; ++k) {
      const size_t i = random() % length;
      EXPECT_EQ(Str::CodePointAt(iso(), s, i), expected[i]);
      EXPECT_EQ(CodePointIndex(iso(), s, ByteOffset(iso(), s, i)), static_cast<int64_t>(i));
    }
    for (size_t i = 0; i < length; ++i) EXPECT_EQ(Str::CodePointAt(iso(), s, i), expected[i]);
  }
}

TEST_F(StrTest, InternedStringsDieWhenNothingRefersToThem) {
  iso()->heap().Collect(true);
  const size_t before = iso()->text().strings.size();
  gc::RootVector roots(iso()->heap());
  roots.push_back(Str::Intern(iso(), "kept by the test"));
  for (int i = 0; i < 1000; ++i) Str::Intern(iso(), "dies " + std::to_string(i));
  iso()->heap().Collect(true);
  // The stack scan may find a few by chance.
  EXPECT_LT(iso()->text().strings.size(), before + 20);
  EXPECT_EQ(Value::Object(Str::Intern(iso(), "kept by the test")), roots[0]);
  for (int i = 0; i < 1000; ++i) Str::Intern(iso(), "minor " + std::to_string(i));
  iso()->heap().CollectMinor();
  EXPECT_LT(iso()->text().strings.size(), before + 40);
  EXPECT_EQ(Value::Object(Str::Intern(iso(), "kept by the test")), roots[0]);
}

TEST_F(StrTest, ForeignTextIsMadeValid) {
  EXPECT_EQ(Str::NewLossy(iso(), "a\xFF\xC3\xA9\xE6\x97")->view(),
            "a\xEF\xBF\xBD\xC3\xA9\xEF\xBF\xBD");
}

TEST_F(StrTest, FileNamesKeepAnyBytes) {
  const std::string name = "caf\xE9/\xC3\xA9";
  Str* s = DecodeFileName(iso(), name);
  EXPECT_EQ(EncodeFileName(iso(), s)->view(), name);
}

TEST_F(StrTest, BuilderGivesItsBufferToLargeResults) {
  StrBuilder out(iso());
  std::string expected;
  for (int i = 0; i < 5000; ++i) {
    out.AppendInt(i);
    expected += std::to_string(i);
  }
  EXPECT_EQ(out.Finish()->view(), expected);
  StrBuilder small(iso());
  small.Fill(3, 0x65E5);
  Str* s = small.Finish();
  EXPECT_EQ(s->length, 3u);
  EXPECT_EQ(s->byte_length, 9u);
}

TEST_F(StrTest, ReprChoosesQuotes) {
  EXPECT_EQ(StrRepr(iso(), Make("it's"))->view(), "\"it's\"");
  EXPECT_EQ(StrRepr(iso(), Make("\"it's\""))->view(), "'\"it\\'s\"'");
  EXPECT_EQ(StrRepr(iso(), Make("\n\x01é\xED\xB2\x80"))->view(), "'\\n\\x01é\\udc80'");
  EXPECT_EQ(StrAscii(iso(), Make("é\U0001F600"))->view(), "'\\xe9\\U0001f600'");
}

TEST_F(StrTest, SurvivesCollectionAtEveryAllocation) {
  IsolateOptions options;
  options.stress_gc = true;
  auto stressed = Isolate::Create(options);
  gc::StackScope scope(stressed->heap());
  Isolate* stress = stressed.get();
  Str* s = Str::New(stress, "é");
  std::string expected = "é";
  for (int i = 0; i < 200; ++i) {
    s = Str::Concat(stress, s, Str::New(stress, "日x"));
    expected += "日x";
  }
  EXPECT_EQ(s->view(), expected);
  EXPECT_EQ(Str::CodePointAt(stress, s, 399), 0x65E5u);
}

}  // namespace
}  // namespace krait
