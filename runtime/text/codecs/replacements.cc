#include "runtime/text/codecs/replacements.h"

#include <algorithm>
#include <charconv>

#include "runtime/isolate.h"
#include "runtime/text/builder.h"
#include "runtime/text/bytes.h"
#include "runtime/text/character_names.h"
#include "runtime/text/str.h"
#include "runtime/text/str_index.h"
#include "runtime/text/text_state.h"
#include "runtime/text/utf8.h"

namespace krait {
namespace {

void AppendHexEscape(StrBuilder& out, char letter, uint32_t c, int digits) {
  constexpr char kHex[] = "0123456789abcdef";
  out.AppendChar('\\');
  out.AppendChar(letter);
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) out.AppendChar(kHex[c >> shift & 15]);
}

void AppendBackslashEscape(StrBuilder& out, uint32_t c) {
  if (c < 0x100)
    AppendHexEscape(out, 'x', c, 2);
  else if (c < 0x10000)
    AppendHexEscape(out, 'u', c, 4);
  else
    AppendHexEscape(out, 'U', c, 8);
}

enum class UtfForm { kNone, kUtf8, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };

// Which of the encodings that "surrogatepass" knows.
UtfForm FormOf(std::string_view encoding) {
  std::string name;
  for (char c : encoding) {
    if (c == '_' || c == '-') continue;
    name += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  if (name == "utf8") return UtfForm::kUtf8;
  if (name == "utf16" || name == "utf16le") return UtfForm::kUtf16Le;
  if (name == "utf16be") return UtfForm::kUtf16Be;
  if (name == "utf32" || name == "utf32le") return UtfForm::kUtf32Le;
  if (name == "utf32be") return UtfForm::kUtf32Be;
  return UtfForm::kNone;
}

void AppendSurrogate(ByteBuilder& out, UtfForm form, uint32_t c) {
  char bytes[4];
  const auto byte = [c](int shift) { return static_cast<char>(c >> shift); };
  switch (form) {
    case UtfForm::kUtf8:
      out.Append({bytes, static_cast<size_t>(utf8::Encode(c, bytes))});
      break;
    case UtfForm::kUtf16Le:
    case UtfForm::kUtf32Le:
      out.AppendByte(byte(0));
      out.AppendByte(byte(8));
      if (form == UtfForm::kUtf32Le) out.Append({"\0\0", 2});
      break;
    case UtfForm::kUtf16Be:
    case UtfForm::kUtf32Be:
      if (form == UtfForm::kUtf32Be) out.Append({"\0\0", 2});
      out.AppendByte(byte(8));
      out.AppendByte(byte(0));
      break;
    case UtfForm::kNone:
      break;
  }
}

Value EncodeSurrogates(Isolate* iso, ErrorKind kind, std::string_view encoding,
                       std::string_view part) {
  const UtfForm form = kind == ErrorKind::kSurrogatePass ? FormOf(encoding) : UtfForm::kNone;
  if (kind == ErrorKind::kSurrogatePass && form == UtfForm::kNone) return Value();
  ByteBuilder out(iso);
  for (uint32_t c : utf8::CodePoints(part)) {
    if (kind == ErrorKind::kSurrogatePass) {
      if (!utf8::IsSurrogate(c)) return Value();
      AppendSurrogate(out, form, c);
    } else {
      if (c < 0xDC80 || c > 0xDCFF) return Value();
      out.AppendByte(static_cast<char>(c - 0xDC00));
    }
  }
  return Value::Object(out.FinishBytes());
}

void AppendNumber(StrBuilder& out, uint32_t c) {
  out.AppendAscii("&#");
  out.AppendInt(c);
  out.AppendChar(';');
}

// A surrogate that stands in the input at `p` as the encoding would write it.
bool SurrogateAt(UtfForm form, std::string_view input, size_t at, uint32_t* c, size_t* size) {
  const auto byte = [&](size_t i) {
    return static_cast<uint32_t>(static_cast<unsigned char>(input[at + i]));
  };
  *size = form == UtfForm::kUtf8                                   ? 3
          : form == UtfForm::kUtf32Le || form == UtfForm::kUtf32Be ? 4
                                                                   : 2;
  if (form == UtfForm::kNone || input.size() - at < *size) return false;
  switch (form) {
    case UtfForm::kUtf8:
      if ((byte(0) & 0xF0) != 0xE0 || (byte(1) & 0xC0) != 0x80 || (byte(2) & 0xC0) != 0x80) {
        return false;
      }
      *c = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
      break;
    case UtfForm::kUtf16Le:
      *c = byte(0) | byte(1) << 8;
      break;
    case UtfForm::kUtf16Be:
      *c = byte(1) | byte(0) << 8;
      break;
    case UtfForm::kUtf32Le:
      *c = byte(0) | byte(1) << 8 | byte(2) << 16 | byte(3) << 24;
      break;
    default:
      *c = byte(3) | byte(2) << 8 | byte(1) << 16 | byte(0) << 24;
      break;
  }
  return utf8::IsSurrogate(*c);
}

}  // namespace

Value EncodeReplacement(Isolate* iso, ErrorKind kind, std::string_view encoding, Str* text,
                        int64_t start, int64_t end, int64_t* resume) {
  *resume = end;
  const size_t from = ByteOffset(iso, text, start);
  const std::string_view part = text->view().substr(from, ByteOffset(iso, text, end) - from);
  if (kind == ErrorKind::kIgnore) return Value::Object(iso->text().empty);
  if (kind == ErrorKind::kSurrogatePass || kind == ErrorKind::kSurrogateEscape) {
    return EncodeSurrogates(iso, kind, encoding, part);
  }
  StrBuilder out(iso);
  for (uint32_t c : utf8::CodePoints(part)) {
    switch (kind) {
      case ErrorKind::kReplace:
        out.AppendChar('?');
        break;
      case ErrorKind::kXmlCharRefReplace:
        AppendNumber(out, c);
        break;
      case ErrorKind::kNameReplace: {
        const std::string name = CharacterName(c);
        if (name.empty()) {
          AppendBackslashEscape(out, c);
        } else {
          out.AppendAscii("\\N{");
          out.AppendAscii(name);
          out.AppendChar('}');
        }
        break;
      }
      case ErrorKind::kBackslashReplace:
        AppendBackslashEscape(out, c);
        break;
      default:
        return Value();
    }
  }
  return Value::Object(out.Finish());
}

bool DecodeReplacement(ErrorKind kind, std::string_view encoding, std::string_view input,
                       size_t start, size_t end, StrBuilder& out, size_t* resume) {
  *resume = end;
  switch (kind) {
    case ErrorKind::kIgnore:
      return true;
    case ErrorKind::kReplace:
      out.AppendCodePoint(utf8::kReplacement);
      return true;
    case ErrorKind::kBackslashReplace:
      for (size_t i = start; i < end; ++i) {
        AppendHexEscape(out, 'x', static_cast<unsigned char>(input[i]), 2);
      }
      return true;
    case ErrorKind::kSurrogateEscape: {
      // At most four bytes, and no ASCII ones.
      size_t i = start;
      for (; i < std::min(end, start + 4) && static_cast<unsigned char>(input[i]) >= 128; ++i) {
        out.AppendCodePoint(0xDC00 + static_cast<unsigned char>(input[i]));
      }
      *resume = i;
      return i > start;
    }
    case ErrorKind::kSurrogatePass: {
      uint32_t c;
      size_t size;
      if (!SurrogateAt(FormOf(encoding), input, start, &c, &size)) return false;
      out.AppendCodePoint(c);
      *resume = start + size;
      return true;
    }
    default:
      return false;
  }
}

}  // namespace krait
