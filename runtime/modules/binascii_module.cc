// The module binascii: bytes as hexadecimal, base64, uuencoded and quoted-printable text;
// checksums.
#include <zlib.h>

#include <algorithm>
#include <optional>
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_table.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_table.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/buffer.h"
#include "runtime/text/builder.h"
#include "runtime/text/byte_methods.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// binascii.Error is a class of the module's namespace; scripts cannot take it away from here.
Failure RaiseError(Isolate* iso, std::string_view message) {
  Value module;
  KRAIT_TRY(Str*, name, Str::Intern(iso, "binascii"));
  KRAIT_CHECK_OK(iso->modules()->Lookup(iso, Value::Object(name), &module));
  Value error;
  if (module) {
    KRAIT_TRY(Str*, attribute, Str::Intern(iso, "Error"));
    KRAIT_CHECK_OK(LookupAttr(iso, module, attribute, &error));
  }
  if (error.IsEmpty()) return RaiseValueError(iso, message);
  KRAIT_TRY(Str*, text, Str::New(iso, message));
  KRAIT_TRY(Value, exception, Call(iso, error, {Value::Object(text)}));
  return RaiseValue(iso, exception);
}

// The ASCII text of a str, or the bytes of a buffer: what the a2b functions take.
class AsciiArgument {
 public:
  AsciiArgument(Isolate* iso, Value v) {
    if (IsStr(v)) {
      if (!v.As<Str>()->IsAscii()) {
        RaiseValueError(iso, "string argument should contain only ASCII characters");
        return;
      }
      text_ = v.As<Str>()->view();
      ok_ = true;
      return;
    }
    buffer_.emplace(iso, v, false, "argument should be bytes, buffer or ASCII string");
    ok_ = buffer_->ok();
    if (ok_) text_ = buffer_->view();
  }
  bool ok() const { return ok_; }
  std::string_view view() const { return text_; }

 private:
  std::optional<ScopedBuffer> buffer_;
  std::string_view text_;
  bool ok_ = false;
};

Value Hexlify(Isolate* iso, Value* args, size_t) {
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  KRAIT_TRY(Value, text, HexOfBytes(iso, data.view(), args[1], args[2]));
  return Value::Object(Bytes::New(iso, text.As<Str>()->view()));
}

Value Unhexlify(Isolate* iso, Value* args, size_t) {
  const AsciiArgument text(iso, args[0]);
  if (!text.ok()) return Value();
  const std::string_view s = text.view();
  if (s.size() % 2 != 0) return RaiseError(iso, "Odd-length string");
  ByteBuilder out(iso);
  for (size_t i = 0; i < s.size(); i += 2) {
    const int high = HexDigit(s[i]), low = HexDigit(s[i + 1]);
    if (high < 0 || low < 0) return RaiseError(iso, "Non-hexadecimal digit found");
    out.AppendByte(static_cast<char>(high << 4 | low));
  }
  return Value::Object(out.FinishBytes());
}

bool TruthArgument(Isolate* iso, Value v, bool* result) {
  return v.IsEmpty() || Truth(iso, v, result);
}

Value EncodeBase64(Isolate* iso, Value* args, size_t) {
  bool newline = true;
  KRAIT_CHECK_OK(TruthArgument(iso, args[1], &newline));
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  ByteBuilder out(iso);
  out.Reserve(data.size() / 3 * 4 + 5);
  const auto* p = reinterpret_cast<const unsigned char*>(data.data());
  for (size_t i = 0; i < data.size(); i += 3) {
    const size_t n = std::min<size_t>(3, data.size() - i);
    const uint32_t group = static_cast<uint32_t>(p[i]) << 16 |
                           (n > 1 ? static_cast<uint32_t>(p[i + 1]) << 8 : 0) |
                           (n > 2 ? static_cast<uint32_t>(p[i + 2]) : 0);
    const char quad[4] = {kBase64[group >> 18], kBase64[group >> 12 & 63],
                          n > 1 ? kBase64[group >> 6 & 63] : '=',
                          n > 2 ? kBase64[group & 63] : '='};
    out.Append({quad, 4});
  }
  if (newline) out.AppendByte('\n');
  return Value::Object(out.FinishBytes());
}

int Base64Digit(unsigned char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

Value DecodeBase64(Isolate* iso, Value* args, size_t) {
  bool strict = false;
  KRAIT_CHECK_OK(TruthArgument(iso, args[1], &strict));
  const AsciiArgument text(iso, args[0]);
  if (!text.ok()) return Value();
  const std::string_view s = text.view();
  if (strict && !s.empty() && s[0] == '=') return RaiseError(iso, "Leading padding not allowed");
  ByteBuilder out(iso);
  int quad = 0, pads = 0;
  unsigned char left = 0;
  bool padding_started = false;
  for (size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '=') {
      padding_started = true;
      if (strict && quad == 0) return RaiseError(iso, "Excess padding not allowed");
      if (quad >= 2 && quad + ++pads >= 4) {
        // A full group: whatever follows is left out.
        if (strict && i + 1 < s.size()) return RaiseError(iso, "Excess data after padding");
        return Value::Object(out.FinishBytes());
      }
      continue;
    }
    const int digit = Base64Digit(static_cast<unsigned char>(s[i]));
    if (digit < 0) {
      if (strict) return RaiseError(iso, "Only base64 data is allowed");
      continue;
    }
    if (strict && padding_started) return RaiseError(iso, "Discontinuous padding not allowed");
    pads = 0;
    if (quad > 0) out.AppendByte(static_cast<char>(left << 2 * quad | digit >> (6 - 2 * quad)));
    // `left` keeps the bits of the digit that the next byte starts with.
    left = static_cast<unsigned char>(digit & (quad == 0 ? 63 : (1 << (6 - 2 * quad)) - 1));
    quad = (quad + 1) % 4;
  }
  if (quad != 0) {
    if (quad == 1) {
      return RaiseError(iso, "Invalid base64-encoded string: number of data characters (" +
                                 std::to_string(out.size() / 3 * 4 + 1) +
                                 ") cannot be 1 more than a multiple of 4");
    }
    return RaiseError(iso, "Incorrect padding");
  }
  return Value::Object(out.FinishBytes());
}

Value Crc32(Isolate* iso, Value* args, size_t) {
  uint64_t seed = 0;
  if (args[1]) {
    KRAIT_TRY(Value, index, Index(iso, args[1]));
    KRAIT_TRY(Value, low, IntAnd(iso, index, Value::Int(0xFFFFFFFF)));
    IntToUint64(low, &seed);
  }
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  const uint64_t crc =
      crc32_z(seed, reinterpret_cast<const unsigned char*>(data.data()), data.size());
  return Value::Int(static_cast<int64_t>(crc));
}

// The CRC of BinHex: polynomial 0x1021.
Value CrcHqx(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, index, Index(iso, args[1]));
  KRAIT_TRY(Value, low, IntAnd(iso, index, Value::Int(0xFFFF)));
  uint64_t crc = 0;
  IntToUint64(low, &crc);
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  for (unsigned char byte : data.view()) {
    crc ^= static_cast<uint64_t>(byte) << 8;
    for (int bit = 0; bit < 8; ++bit) {
      crc = (crc & 0x8000) != 0 ? (crc << 1 ^ 0x1021) & 0xFFFF : crc << 1 & 0xFFFF;
    }
  }
  return Value::Int(static_cast<int64_t>(crc));
}

Value EncodeUu(Isolate* iso, Value* args, size_t) {
  bool backtick = false;
  KRAIT_CHECK_OK(TruthArgument(iso, args[1], &backtick));
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  if (data.size() > 45) return RaiseError(iso, "At most 45 bytes at once");
  const auto digit = [backtick](uint32_t six) {
    return static_cast<char>(six == 0 && backtick ? '`' : six + ' ');
  };
  ByteBuilder out(iso);
  out.AppendByte(digit(static_cast<uint32_t>(data.size())));
  const auto* p = reinterpret_cast<const unsigned char*>(data.data());
  for (size_t i = 0; i < data.size(); i += 3) {
    const auto at = [&](size_t k) { return k < data.size() ? static_cast<uint32_t>(p[k]) : 0u; };
    const uint32_t group = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    for (int shift = 18; shift >= 0; shift -= 6) out.AppendByte(digit(group >> shift & 63));
  }
  out.AppendByte('\n');
  return Value::Object(out.FinishBytes());
}

Value DecodeUu(Isolate* iso, Value* args, size_t) {
  const AsciiArgument text(iso, args[0]);
  if (!text.ok()) return Value();
  const std::string_view s = text.view();
  if (s.empty()) return Value::Object(Bytes::New(iso, {}));
  const size_t wanted = static_cast<size_t>((static_cast<unsigned char>(s[0]) - ' ') & 63);
  ByteBuilder out(iso);
  size_t i = 1;
  uint32_t bits = 0;
  int count = 0;
  while (out.size() < wanted) {
    // A line whose end was trimmed means zeros.
    uint32_t six = 0;
    if (i < s.size() && s[i] != '\n' && s[i] != '\r') {
      const auto c = static_cast<unsigned char>(s[i]);
      if (c < ' ' || c > ' ' + 64) return RaiseError(iso, "Illegal char");
      six = (c - ' ') & 63;
      ++i;
    }
    bits = bits << 6 | six;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.AppendByte(static_cast<char>(bits >> count & 0xFF));
    }
  }
  for (; i < s.size(); ++i) {
    if (s[i] != ' ' && s[i] != '`' && s[i] != '\n' && s[i] != '\r') {
      return RaiseError(iso, "Trailing garbage");
    }
  }
  return Value::Object(out.FinishBytes());
}

Value DecodeQp(Isolate* iso, Value* args, size_t) {
  bool header = false;
  KRAIT_CHECK_OK(TruthArgument(iso, args[1], &header));
  const AsciiArgument text(iso, args[0]);
  if (!text.ok()) return Value();
  const std::string_view s = text.view();
  ByteBuilder out(iso);
  for (size_t i = 0; i < s.size();) {
    const char c = s[i];
    if (c != '=') {
      out.AppendByte(header && c == '_' ? ' ' : c);
      ++i;
      continue;
    }
    if (++i >= s.size()) break;
    if (s[i] == '\n' || s[i] == '\r') {
      // A soft line break.
      while (i < s.size() && s[i] != '\n') ++i;
      if (i < s.size()) ++i;
    } else if (s[i] == '=') {
      out.AppendByte('=');
      ++i;
    } else if (i + 1 < s.size() && HexDigit(s[i]) >= 0 && HexDigit(s[i + 1]) >= 0) {
      out.AppendByte(static_cast<char>(HexDigit(s[i]) << 4 | HexDigit(s[i + 1])));
      i += 2;
    } else {
      out.AppendByte('=');
    }
  }
  return Value::Object(out.FinishBytes());
}

struct QpOptions {
  bool quote_tabs = false;
  bool is_text = true;
  bool header = false;
};

bool MustQuote(std::string_view s, size_t i, size_t line_length, const QpOptions& options) {
  const auto c = static_cast<unsigned char>(s[i]);
  const bool last = i + 1 == s.size();
  if (c > 126 || c == '=' || (options.header && c == '_')) return true;
  if (c == '.' && line_length == 0 &&
      (last || s[i + 1] == '\n' || s[i + 1] == '\r' || s[i + 1] == 0)) {
    return true;
  }
  if (!options.is_text && (c == '\r' || c == '\n')) return true;
  if ((c == '\t' || c == ' ') && last) return true;
  if (c >= 33) return false;
  if (c == '\r' || c == '\n') return false;
  return (c != '\t' && c != ' ') || options.quote_tabs;
}

Value EncodeQp(Isolate* iso, Value* args, size_t) {
  QpOptions options;
  KRAIT_CHECK_OK(TruthArgument(iso, args[1], &options.quote_tabs));
  KRAIT_CHECK_OK(TruthArgument(iso, args[2], &options.is_text));
  KRAIT_CHECK_OK(TruthArgument(iso, args[3], &options.header));
  const ScopedBuffer data(iso, args[0]);
  if (!data.ok()) return Value();
  constexpr char kHex[] = "0123456789ABCDEF";
  constexpr size_t kMaxLine = 76;
  const std::string_view s = data.view();
  // Line ends follow the first one found.
  const size_t first_end = s.find('\n');
  const bool crlf =
      first_end != std::string_view::npos && first_end > 0 && s[first_end - 1] == '\r';
  std::string out;
  size_t line = 0;
  const auto soft_break = [&] {
    out += crlf ? "=\r\n" : "=\n";
    line = 0;
  };
  for (size_t i = 0; i < s.size();) {
    const auto c = static_cast<unsigned char>(s[i]);
    const auto quote = [&](unsigned char byte) {
      out += '=';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    };
    if (MustQuote(s, i, line, options)) {
      if (line + 3 >= kMaxLine) soft_break();
      quote(c);
      line += 3;
      ++i;
    } else if (options.is_text &&
               (c == '\n' || (c == '\r' && i + 1 < s.size() && s[i + 1] == '\n'))) {
      // White space before the end of a line is quoted.
      if (!out.empty() && (out.back() == ' ' || out.back() == '\t')) {
        const auto space = static_cast<unsigned char>(out.back());
        out.pop_back();
        quote(space);
      }
      out += crlf ? "\r\n" : "\n";
      line = 0;
      i += c == '\r' ? 2 : 1;
    } else {
      if (i + 1 != s.size() && s[i + 1] != '\n' && line + 1 >= kMaxLine) soft_break();
      ++line;
      out += options.header && c == ' ' ? '_' : static_cast<char>(c);
      ++i;
    }
  }
  return Value::Object(Bytes::New(iso, out));
}

constexpr NativeMethod kFunctions[] = {
    {"a2b_base64", DecodeBase64, "(data, /, *, strict_mode=False)"},
    {"a2b_hex", Unhexlify, "(hexstr, /)"},
    {"a2b_qp", DecodeQp, "(data, header=False)"},
    {"a2b_uu", DecodeUu, "(data, /)"},
    {"b2a_base64", EncodeBase64, "(data, /, *, newline=True)"},
    {"b2a_hex", Hexlify, "(data, sep=<unrepresentable>, bytes_per_sep=1)"},
    {"b2a_qp", EncodeQp, "(data, quotetabs=False, istext=True, header=False)"},
    {"b2a_uu", EncodeUu, "(data, /, *, backtick=False)"},
    {"crc32", Crc32, "(data, crc=0, /)"},
    {"crc_hqx", CrcHqx, "(data, crc, /)"},
    {"hexlify", Hexlify, "(data, sep=<unrepresentable>, bytes_per_sep=1)"},
    {"unhexlify", Unhexlify, "(hexstr, /)"},
};

// class Error(ValueError), class Incomplete(Exception)
bool AddException(Isolate* iso, Module* module, const char* name, ExceptionId base) {
  KRAIT_TRY(Str*, type_name, Str::Intern(iso, name));
  KRAIT_TRY(Tuple*, bases, Tuple::Of(iso, {Value::Object(iso->exception_type(base))}));
  KRAIT_TRY(Dict*, ns, Dict::New(iso));
  KRAIT_TRY(Str*, module_name, Str::Intern(iso, "binascii"));
  KRAIT_CHECK_OK(ns->Set(iso, iso->names().dunder_module, Value::Object(module_name)));
  KRAIT_TRY(Value, type,
            Call(iso, Value::Object(iso->type(ObjectKind::kType)),
                 {Value::Object(type_name), Value::Object(bases), Value::Object(ns)}));
  return SetModuleAttribute(iso, module, name, type);
}

bool Init(Isolate* iso, Module* module) {
  return AddException(iso, module, "Error", ExceptionId::kValueError) &&
         AddException(iso, module, "Incomplete", ExceptionId::kException);
}

}  // namespace

const ModuleSpec kBinasciiModule = {
    .name = "binascii",
    .doc = "Conversion between binary data and ASCII",
    .functions = kFunctions,
    .init = Init,
};

}  // namespace krait
