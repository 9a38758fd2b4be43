// str: conversions between upper and lower case.
#include "runtime/isolate.h"
#include "runtime/text/builder.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/unicode.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

char AsciiLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char AsciiUpper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }
char AsciiSwap(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : AsciiLower(c); }

template <typename F>
Value MapAscii(Isolate* iso, const Str* s, F map) {
  if (s->byte_length <= 1) {
    const char one = s->byte_length == 1 ? map(s->data[0]) : 0;
    return Value::Object(Str::NewAscii(iso, {&one, s->byte_length}));
  }
  char* to;
  Str* result = Str::NewUninitialized(iso, s->byte_length, s->byte_length, &to);
  if (result == nullptr) return Value();
  const char* from = s->data;
  for (uint32_t i = 0; i < s->byte_length; ++i) to[i] = map(from[i]);
  return Value::Object(result);
}

void AppendMapped(StrBuilder& out, const uint32_t* mapped, int n) {
  for (int i = 0; i < n; ++i) out.AppendCodePoint(mapped[i]);
}

// A capital sigma at `p` becomes a final one when a cased letter stands before it and none after
// it, case-ignorable characters aside.
bool IsFinalSigma(const Str* s, const char* p) {
  const char* before = p;
  bool cased_before = false;
  while (before > s->data) {
    const uint32_t c = utf8::Previous(before);
    if (unicode::IsCaseIgnorable(c)) continue;
    cased_before = unicode::IsCased(c);
    break;
  }
  if (!cased_before) return false;
  const char* end = s->data + s->byte_length;
  const char* after = p + 2;
  while (after < end) {
    const uint32_t c = utf8::Next(after);
    if (unicode::IsCaseIgnorable(c)) continue;
    return !unicode::IsCased(c);
  }
  return true;
}

constexpr uint32_t kCapitalSigma = 0x3A3;

// Appends the lowercase of `c`, which stands at `p`.
void AppendLower(StrBuilder& out, const Str* s, const char* p, uint32_t c) {
  if (c == kCapitalSigma) {
    out.AppendCodePoint(IsFinalSigma(s, p) ? 0x3C2 : 0x3C3);
    return;
  }
  uint32_t mapped[unicode::kMaxCaseLength];
  AppendMapped(out, mapped, unicode::ToLower(c, mapped));
}

// Calls append(out, p, c) for each character.
template <typename F>
Value MapCharacters(Isolate* iso, const Str* s, F append) {
  StrBuilder out(iso, s->byte_length);
  const char* p = s->data;
  const char* end = p + s->byte_length;
  while (p < end) {
    const char* at = p;
    const uint32_t c = utf8::Next(p);
    append(out, at, c);
  }
  return Value::Object(out.Finish());
}

}  // namespace

namespace str_methods {

Value Lower(Isolate* iso, Value* args, size_t) {
  const Str* s = args[0].As<Str>();
  if (s->IsAscii()) return MapAscii(iso, s, AsciiLower);
  return MapCharacters(
      iso, s, [s](StrBuilder& out, const char* p, uint32_t c) { AppendLower(out, s, p, c); });
}

Value Upper(Isolate* iso, Value* args, size_t) {
  const Str* s = args[0].As<Str>();
  if (s->IsAscii()) return MapAscii(iso, s, AsciiUpper);
  return MapCharacters(iso, s, [](StrBuilder& out, const char*, uint32_t c) {
    uint32_t mapped[unicode::kMaxCaseLength];
    AppendMapped(out, mapped, unicode::ToUpper(c, mapped));
  });
}

Value Casefold(Isolate* iso, Value* args, size_t) {
  const Str* s = args[0].As<Str>();
  if (s->IsAscii()) return MapAscii(iso, s, AsciiLower);
  return MapCharacters(iso, s, [](StrBuilder& out, const char*, uint32_t c) {
    uint32_t mapped[unicode::kMaxCaseLength];
    AppendMapped(out, mapped, unicode::ToFolded(c, mapped));
  });
}

Value Swapcase(Isolate* iso, Value* args, size_t) {
  const Str* s = args[0].As<Str>();
  if (s->IsAscii()) return MapAscii(iso, s, AsciiSwap);
  return MapCharacters(iso, s, [s](StrBuilder& out, const char* p, uint32_t c) {
    uint32_t mapped[unicode::kMaxCaseLength];
    if (unicode::IsUpper(c)) {
      AppendLower(out, s, p, c);
    } else if (unicode::IsLower(c)) {
      AppendMapped(out, mapped, unicode::ToUpper(c, mapped));
    } else {
      out.AppendCodePoint(c);
    }
  });
}

Value Title(Isolate* iso, Value* args, size_t) {
  const Str* s = args[0].As<Str>();
  bool after_cased = false;
  if (s->IsAscii()) {
    return MapAscii(iso, s, [&after_cased](char c) {
      const char mapped = after_cased ? AsciiLower(c) : AsciiUpper(c);
      after_cased = unicode::IsAlpha(static_cast<unsigned char>(c));
      return mapped;
    });
  }
  return MapCharacters(iso, s, [&after_cased, s](StrBuilder& out, const char* p, uint32_t c) {
    uint32_t mapped[unicode::kMaxCaseLength];
    if (after_cased) {
      AppendLower(out, s, p, c);
    } else {
      AppendMapped(out, mapped, unicode::ToTitle(c, mapped));
    }
    after_cased = unicode::IsCased(c);
  });
}

Value Capitalize(Isolate* iso, Value* args, size_t) {
  const Str* s = args[0].As<Str>();
  if (s->IsAscii()) {
    bool first = true;
    return MapAscii(iso, s, [&first](char c) {
      const char mapped = first ? AsciiUpper(c) : AsciiLower(c);
      first = false;
      return mapped;
    });
  }
  return MapCharacters(iso, s, [s](StrBuilder& out, const char* p, uint32_t c) {
    uint32_t mapped[unicode::kMaxCaseLength];
    if (p == s->data) {
      AppendMapped(out, mapped, unicode::ToTitle(c, mapped));
    } else {
      AppendLower(out, s, p, c);
    }
  });
}

}  // namespace str_methods
}  // namespace krait
