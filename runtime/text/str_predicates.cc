// str: isalpha and its relatives.
#include "runtime/isolate.h"
#include "runtime/text/str_methods.h"
#include "runtime/text/unicode.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

// Are there characters, and has each the property?
Value All(const Value* args, bool (*property)(uint32_t)) {
  const Str* s = args[0].As<Str>();
  if (s->byte_length == 0) return Value::False();
  for (uint32_t c : utf8::CodePoints(s->view())) {
    if (!property(c)) return Value::False();
  }
  return Value::True();
}

bool IsSpaceCharacter(uint32_t c) { return unicode::IsSpace(c); }

}  // namespace

namespace str_methods {

Value IsAlnum(Isolate*, Value* args, size_t) { return All(args, unicode::IsAlnum); }
Value IsAlpha(Isolate*, Value* args, size_t) { return All(args, unicode::IsAlpha); }
Value IsDecimal(Isolate*, Value* args, size_t) { return All(args, unicode::IsDecimal); }
Value IsDigit(Isolate*, Value* args, size_t) { return All(args, unicode::IsDigit); }
Value IsNumeric(Isolate*, Value* args, size_t) { return All(args, unicode::IsNumeric); }
Value IsSpace(Isolate*, Value* args, size_t) { return All(args, IsSpaceCharacter); }

Value IsAscii(Isolate*, Value* args, size_t) { return Value::Bool(args[0].As<Str>()->IsAscii()); }

Value IsPrintable(Isolate*, Value* args, size_t) {
  for (uint32_t c : utf8::CodePoints(args[0].As<Str>()->view())) {
    if (!unicode::IsPrintable(c)) return Value::False();
  }
  return Value::True();
}

Value IsIdentifier(Isolate*, Value* args, size_t) {
  const Str* s = args[0].As<Str>();
  bool first = true;
  for (uint32_t c : utf8::CodePoints(s->view())) {
    if (!(first ? unicode::IsIdentifierStart(c) : unicode::IsIdentifierContinue(c))) {
      return Value::False();
    }
    first = false;
  }
  return Value::Bool(!first);
}

Value IsLower(Isolate*, Value* args, size_t) {
  bool cased = false;
  for (uint32_t c : utf8::CodePoints(args[0].As<Str>()->view())) {
    if (unicode::IsUpper(c) || unicode::IsTitle(c)) return Value::False();
    cased = cased || unicode::IsLower(c);
  }
  return Value::Bool(cased);
}

Value IsUpper(Isolate*, Value* args, size_t) {
  bool cased = false;
  for (uint32_t c : utf8::CodePoints(args[0].As<Str>()->view())) {
    if (unicode::IsLower(c) || unicode::IsTitle(c)) return Value::False();
    cased = cased || unicode::IsUpper(c);
  }
  return Value::Bool(cased);
}

Value IsTitle(Isolate*, Value* args, size_t) {
  bool cased = false, after_cased = false;
  for (uint32_t c : utf8::CodePoints(args[0].As<Str>()->view())) {
    if (unicode::IsUpper(c) || unicode::IsTitle(c)) {
      if (after_cased) return Value::False();
      after_cased = cased = true;
    } else if (unicode::IsLower(c)) {
      if (!after_cased) return Value::False();
      cased = true;
    } else {
      after_cased = false;
    }
  }
  return Value::Bool(cased);
}

}  // namespace str_methods
}  // namespace krait
