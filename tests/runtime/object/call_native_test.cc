#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/native_signature.h"
#include "runtime/object/operations.h"
#include "tests/runtime/collection/isolate_fixture.h"

namespace krait {
namespace {

// The slots as text: ints as they are, "-" for an absent one.
Value Show(Isolate* iso, Value* args, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) text += ' ';
    text += args[i] ? std::string(Repr(iso, args[i])->view()) : "-";
  }
  return Value::Object(Str::New(iso, text));
}

class CallNativeTest : public IsolateTest {
 protected:
  // Calls f(1, 2, ..., k=v, ...) with the signature; the result or the message of the error.
  std::string Bind(const char* signature, std::initializer_list<int> positional,
                   std::initializer_list<const char*> names = {}, uint32_t flags = 0) {
    const NativeMethod method = {"f", Show, signature, flags};
    NativeFunction* function =
        NativeFunction::New(iso, &method, Value::Empty(), Value::Object(iso->names().builtins));
    const NativeSignature parsed = NativeSignature::Parse(method);
    function->signature = &parsed;
    std::vector<Value> args;
    for (int i : positional) args.push_back(Value::Int(i));
    Tuple* keyword_names = nullptr;
    if (names.size() > 0) {
      keyword_names = Tuple::New(iso, static_cast<int64_t>(names.size()));
      int64_t i = 0;
      for (const char* name : names) {
        keyword_names->items[i++] = Value::Object(Str::Intern(iso, name));
        args.push_back(Value::Int(100 + i));
      }
    }
    const Value result = CallNative(iso, function, args.data(), args.size(), keyword_names);
    if (result) return std::string(result.As<Str>()->view());
    return std::string(ToStr(iso, TakePending(iso))->view());
  }
};

TEST_F(CallNativeTest, PassesPositionalArguments) {
  EXPECT_EQ(Bind("(a, b, /)", {1, 2}), "1 2");
  EXPECT_EQ(Bind("(a, b=None, /)", {1}), "1 -");
  EXPECT_EQ(Bind("()", {}), "");
}

TEST_F(CallNativeTest, BindsKeywords) {
  EXPECT_EQ(Bind("(a, b=None)", {1}, {"b"}), "1 101");
  EXPECT_EQ(Bind("(a, *, key=None, reverse=False)", {1}, {"reverse"}), "1 - 101");
  EXPECT_EQ(Bind("(a, /, **kwargs)", {1}, {"a"}), "1 {'a': 101}");
}

TEST_F(CallNativeTest, CollectsTheRest) {
  EXPECT_EQ(Bind("(a, *args)", {1, 2, 3}), "1 (2, 3)");
  EXPECT_EQ(Bind("(*args, sep=None)", {1}, {"sep"}), "(1,) 101");
}

TEST_F(CallNativeTest, WordsWrongCountsAsCPythonDoes) {
  EXPECT_EQ(Bind("(obj, /)", {}), "f() takes exactly one argument (0 given)");
  EXPECT_EQ(Bind("()", {1}), "f() takes no arguments (1 given)");
  EXPECT_EQ(Bind("(a, b, /)", {1}), "f expected 2 arguments, got 1");
  EXPECT_EQ(Bind("(a, b=0, /)", {1, 2, 3}), "f expected at most 2 arguments, got 3");
  EXPECT_EQ(Bind("(a, b=0, c=0, /)", {}), "f expected at least 1 argument, got 0");
  EXPECT_EQ(Bind("(a, b=0)", {1, 2, 3}), "f() takes at most 2 arguments (3 given)");
  EXPECT_EQ(Bind("(a, b=0)", {}), "f() missing required argument 'a' (pos 1)");
}

TEST_F(CallNativeTest, WordsWrongKeywordsAsCPythonDoes) {
  EXPECT_EQ(Bind("(a, /)", {1}, {"b"}), "f() takes no keyword arguments");
  EXPECT_EQ(Bind("(a, b=0)", {1}, {"c"}), "'c' is an invalid keyword argument for f()");
  EXPECT_EQ(Bind("(a, b=0)", {1}, {"a"}),
            "argument for f() given by name ('a') and position (1)");
}

TEST_F(CallNativeTest, ReadsDefaultsWithCommasAndQuotes) {
  EXPECT_EQ(Bind("(a=(1, 2), b=',', c=\"),\", /)", {1, 2, 3}), "1 2 3");
}

}  // namespace
}  // namespace krait
