// The module unicodedata, over utf8proc.
#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "runtime/isolate.h"
#include "runtime/modules/decomposition.h"
#include "runtime/modules/east_asian_width.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/builder.h"
#include "runtime/text/character_names.h"
#include "runtime/text/str.h"
#include "runtime/text/unicode.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

bool CharacterArgument(Isolate* iso, Value v, const char* function, uint32_t* c,
                       bool numbered = false) {
  if (!IsStr(v) || v.As<Str>()->length != 1) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "%s() argument%s must be a unicode character, not %.50s", function,
                  numbered ? " 1" : "", v.IsNone() ? "None" : TypeName(iso, v));
  }
  *c = utf8::At(v.As<Str>()->data);
  return true;
}

const utf8proc_property_t* Properties(uint32_t c) {
  return utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
}

Value Ascii(Isolate* iso, const char* text) { return Value::Object(Str::NewAscii(iso, text)); }

Value Category(Isolate* iso, Value* args, size_t) {
  uint32_t c;
  KRAIT_CHECK_OK(CharacterArgument(iso, args[0], "category", &c));
  return Ascii(iso, unicode::CategoryName(c));
}

Value Bidirectional(Isolate* iso, Value* args, size_t) {
  constexpr const char* kNames[] = {"",    "L",  "LRE", "LRO", "R",   "AL",  "RLE", "RLO",
                                    "PDF", "EN", "ES",  "ET",  "AN",  "CS",  "NSM", "BN",
                                    "B",   "S",  "WS",  "ON",  "LRI", "RLI", "FSI", "PDI"};
  uint32_t c;
  KRAIT_CHECK_OK(CharacterArgument(iso, args[0], "bidirectional", &c));
  return Ascii(iso, unicode::IsAssigned(c) ? kNames[Properties(c)->bidi_class] : "");
}

Value Combining(Isolate* iso, Value* args, size_t) {
  uint32_t c;
  KRAIT_CHECK_OK(CharacterArgument(iso, args[0], "combining", &c));
  return Value::Int(unicode::IsAssigned(c) ? Properties(c)->combining_class : 0);
}

Value Mirrored(Isolate* iso, Value* args, size_t) {
  uint32_t c;
  KRAIT_CHECK_OK(CharacterArgument(iso, args[0], "mirrored", &c));
  return Value::Int(unicode::IsAssigned(c) && Properties(c)->bidi_mirrored ? 1 : 0);
}

Value Width(Isolate* iso, Value* args, size_t) {
  uint32_t c;
  KRAIT_CHECK_OK(CharacterArgument(iso, args[0], "east_asian_width", &c));
  return Ascii(iso, EastAsianWidth(c));
}

// The mapping of one step, as "<tag> XXXX XXXX".
Value Decomposition(Isolate* iso, Value* args, size_t) {
  constexpr const char* kTags[] = {"",         "font",   "noBreak", "initial",  "medial",   "final",
                                   "isolated", "circle", "super",   "sub",      "vertical", "wide",
                                   "narrow",   "small",  "square",  "fraction", "compat"};
  uint32_t c;
  KRAIT_CHECK_OK(CharacterArgument(iso, args[0], "decomposition", &c));
  const utf8proc_property_t* p = Properties(c);
  // Hangul syllables are composed by rule and have no mapping.
  if (p->decomp_seqindex == UINT16_MAX || !unicode::IsAssigned(c)) return Ascii(iso, "");
  utf8proc_int32_t step[32];
  int boundary = 0;
  const auto options = static_cast<utf8proc_option_t>(
      p->decomp_type == 0 ? UTF8PROC_DECOMPOSE : UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
  // utf8proc decomposes fully; a first part that has a decomposition of its own was split further.
  const auto n =
      utf8proc_decompose_char(static_cast<utf8proc_int32_t>(c), step, 32, options, &boundary);
  if (n <= 0) return Ascii(iso, "");
  std::string text;
  if (p->decomp_type != 0) text = std::string("<") + kTags[p->decomp_type] + ">";
  if (const std::string_view mapping = StepwiseDecomposition(c); !mapping.empty()) {
    if (!text.empty()) text += ' ';
    text += mapping;
    return Ascii(iso, text.c_str());
  }
  utf8proc_int32_t parts[32];
  auto count = n;
  std::copy(step, step + n, parts);
  if (p->decomp_type == 0 && n > 2) {
    // A canonical mapping has at most two parts: the first one is composed again.
    std::copy(step, step + n - 1, parts);
    const auto composed = utf8proc_normalize_utf32(
        parts, n - 1, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
    parts[composed] = step[n - 1];
    count = composed + 1;
  }
  for (utf8proc_ssize_t i = 0; i < count; ++i) {
    char hex[12];
    std::snprintf(hex, sizeof(hex), "%s%04X", text.empty() ? "" : " ",
                  static_cast<unsigned>(parts[i]));
    text += hex;
  }
  return Ascii(iso, text.c_str());
}

Value Default(Isolate* iso, Value fallback, const char* message) {
  if (fallback) return fallback;
  return RaiseValueError(iso, message);
}

Value Decimal(Isolate* iso, Value* args, size_t) {
  uint32_t c;
  KRAIT_CHECK_OK(CharacterArgument(iso, args[0], "decimal", &c, true));
  const int value = unicode::DecimalValue(c);
  return value >= 0 ? Value::Int(value) : Default(iso, args[1], "not a decimal");
}

Value Digit(Isolate* iso, Value* args, size_t) {
  uint32_t c;
  KRAIT_CHECK_OK(CharacterArgument(iso, args[0], "digit", &c, true));
  const int value = unicode::DigitValue(c);
  return value >= 0 ? Value::Int(value) : Default(iso, args[1], "not a digit");
}

Value Numeric(Isolate* iso, Value* args, size_t) {
  uint32_t c;
  double value;
  KRAIT_CHECK_OK(CharacterArgument(iso, args[0], "numeric", &c, true));
  if (unicode::NumericValue(c, &value)) return Value::Double(value);
  return Default(iso, args[1], "not a numeric character");
}

Value Name(Isolate* iso, Value* args, size_t) {
  uint32_t c;
  KRAIT_CHECK_OK(CharacterArgument(iso, args[0], "name", &c, true));
  const std::string name = CharacterName(c);
  if (!name.empty()) return Ascii(iso, name.c_str());
  return Default(iso, args[1], "no such name");
}

Value Lookup(Isolate* iso, Value* args, size_t) {
  if (!IsStr(args[0])) {
    return RaiseF(iso, ExceptionId::kTypeError, "lookup() argument must be str, not %.50s",
                  args[0].IsNone() ? "None" : TypeName(iso, args[0]));
  }
  uint32_t c;
  if (CharacterByName(args[0].As<Str>()->view(), &c)) {
    return Value::Object(Str::FromCodePoint(iso, c));
  }
  StrBuilder message(iso);
  message.AppendAscii("undefined character name '");
  message.Append(args[0].As<Str>());
  message.AppendChar('\'');
  KRAIT_TRY(Str*, text, message.Finish());
  return RaiseWith(iso, ExceptionId::kKeyError, Value::Object(text));
}

bool FormOption(Isolate* iso, Value v, const char* function, int* options) {
  if (!IsStr(v)) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s() argument 1 must be str, not %.50s", function,
                  v.IsNone() ? "None" : TypeName(iso, v));
  }
  const std::string_view form = v.As<Str>()->view();
  *options = UTF8PROC_STABLE;
  if (form == "NFC")
    *options |= UTF8PROC_COMPOSE;
  else if (form == "NFD")
    *options |= UTF8PROC_DECOMPOSE;
  else if (form == "NFKC")
    *options |= UTF8PROC_COMPOSE | UTF8PROC_COMPAT;
  else if (form == "NFKD")
    *options |= UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT;
  else
    return RaiseValueError(iso, "invalid normalization form");
  return true;
}

// Surrogates and characters that Unicode 14 does not have stay as they are and end a run.
bool IsNormalizable(uint32_t c) { return !utf8::IsSurrogate(c) && unicode::IsAssigned(c); }

Str* Normalized(Isolate* iso, Str* s, int options) {
  if (s->IsAscii()) return IsExactStr(s) ? s : Str::New(iso, s->view());
  StrBuilder out(iso, s->byte_length);
  const char* p = s->data;
  const char* end = p + s->byte_length;
  while (p < end) {
    const char* run = p;
    uint32_t c = 0;
    const char* run_end = p;
    while (p < end) {
      c = utf8::Next(p);
      if (!IsNormalizable(c)) break;
      run_end = p;
    }
    if (run_end > run) {
      utf8proc_uint8_t* mapped = nullptr;
      const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(run), run_end - run,
                                     &mapped, static_cast<utf8proc_option_t>(options));
      if (size < 0) return RaiseMemoryError(iso);
      out.Append({reinterpret_cast<char*>(mapped), static_cast<size_t>(size)});
      std::free(mapped);
    }
    if (run_end < p) out.AppendCodePoint(c);
  }
  return out.Finish();
}

Value Normalize(Isolate* iso, Value* args, size_t) {
  int options;
  KRAIT_CHECK_OK(FormOption(iso, args[0], "normalize", &options));
  if (!IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "normalize() argument 2 must be str, not %.50s",
                  args[1].IsNone() ? "None" : TypeName(iso, args[1]));
  }
  return Value::Object(Normalized(iso, args[1].As<Str>(), options));
}

Value IsNormalized(Isolate* iso, Value* args, size_t) {
  int options;
  KRAIT_CHECK_OK(FormOption(iso, args[0], "is_normalized", &options));
  if (!IsStr(args[1])) {
    return RaiseF(iso, ExceptionId::kTypeError, "is_normalized() argument 2 must be str, not %.50s",
                  args[1].IsNone() ? "None" : TypeName(iso, args[1]));
  }
  KRAIT_TRY(Str*, normal, Normalized(iso, args[1].As<Str>(), options));
  return Value::Bool(Str::Equals(normal, args[1].As<Str>()));
}

constexpr NativeMethod kFunctions[] = {
    {"bidirectional", Bidirectional, "(chr, /)"},
    {"category", Category, "(chr, /)"},
    {"combining", Combining, "(chr, /)"},
    {"decimal", Decimal, "(chr, default=<unrepresentable>, /)"},
    {"decomposition", Decomposition, "(chr, /)"},
    {"digit", Digit, "(chr, default=<unrepresentable>, /)"},
    {"east_asian_width", Width, "(chr, /)"},
    {"is_normalized", IsNormalized, "(form, unistr, /)"},
    {"lookup", Lookup, "(name, /)"},
    {"mirrored", Mirrored, "(chr, /)"},
    {"name", Name, "(chr, default=<unrepresentable>, /)"},
    {"normalize", Normalize, "(form, unistr, /)"},
    {"numeric", Numeric, "(chr, default=<unrepresentable>, /)"},
};

constexpr ModuleConstant kConstants[] = {
    {.name = "unidata_version", .text = "14.0.0"},
};

}  // namespace

const ModuleSpec kUnicodedataModule = {
    .name = "unicodedata",
    .doc = "Properties of Unicode characters.",
    .functions = kFunctions,
    .constants = kConstants,
};

}  // namespace krait
