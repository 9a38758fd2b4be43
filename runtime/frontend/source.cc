// Source decoding: BOM, encoding declaration, line ends, NUL bytes.

#include "runtime/frontend/source.h"

#include <cstdio>
#include <cstring>

#include "runtime/frontend/utf8.h"

namespace krait::frontend {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr size_t kMaxSourceBytes = size_t{1} << 30;  // token positions are 31-bit

char ToLower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool IsEncodingNameCharacter(char c) {
  return (c >= '0' && c <= '9') || (ToLower(c) >= 'a' && ToLower(c) <= 'z') || c == '-' ||
         c == '_' || c == '.';
}

bool IsSpelling(std::string_view name, std::string_view canonical) {
  return name == canonical ||
         (name.starts_with(canonical) && name.substr(canonical.size()).starts_with('-'));
}

std::string NormalizeEncodingName(std::string_view name) {
  std::string normal;
  for (char c : name.substr(0, 12)) {
    normal.push_back(c == '_' ? '-' : ToLower(c));
  }
  if (IsSpelling(normal, "utf-8")) return "utf-8";
  if (IsSpelling(normal, "latin-1") || IsSpelling(normal, "iso-8859-1") ||
      IsSpelling(normal, "iso-latin-1")) {
    return "iso-8859-1";
  }
  return std::string(name);
}

// Whether a line without a declaration lets the next line have one: it is blank or a comment.
bool IsBlankOrComment(std::string_view line) {
  for (char c : line) {
    if (c == '#' || c == '\n') return true;
    if (c != ' ' && c != '\t' && c != '\f') return false;
  }
  return true;
}

std::string FindDeclaredEncoding(std::string_view text) {
  for (int line_number = 1; line_number <= 2; ++line_number) {
    size_t line_end = text.find('\n');
    std::string_view line = text.substr(0, line_end);
    std::string encoding = DeclaredEncoding(line);
    if (!encoding.empty()) return encoding;
    if (!IsBlankOrComment(line) || line_end == std::string_view::npos) break;
    text.remove_prefix(line_end + 1);
  }
  return "";
}

std::string TranslateLineEnds(std::string_view source) {
  std::string text;
  text.reserve(source.size() + 2);
  while (!source.empty()) {
    size_t cr = source.find('\r');
    text.append(source.substr(0, cr));
    if (cr == std::string_view::npos) break;
    text.push_back('\n');
    source.remove_prefix(cr + 1);
    if (!source.empty() && source[0] == '\n') source.remove_prefix(1);
  }
  return text;
}

void FailWithoutText(std::string message, const ParseOptions& options, SyntaxErrorInfo* error) {
  error->type = ErrorType::kSyntaxError;
  error->message = std::move(message);
  error->filename = std::string(options.filename);
  error->lineno = 0;
  error->offset = -1;
  error->has_text = false;
  error->has_end = false;
  error->has_position = !(options.flags & kSourceIsFile);
}

bool FailPlain(ErrorType type, std::string message, SyntaxErrorInfo* error) {
  error->type = type;
  error->message = std::move(message);
  error->has_position = false;
  return false;
}

std::string Latin1ToUtf8(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (unsigned char c : bytes) AppendCodePoint(c, &text);
  return text;
}

// Names under which Python's codecs know the encodings that need no decoder of the host's.
enum class BuiltinEncoding { kNone, kUtf8, kLatin1, kAscii };

BuiltinEncoding FindBuiltinEncoding(std::string_view encoding) {
  std::string name;
  for (char c : encoding) name.push_back(c == '-' ? '_' : ToLower(c));
  for (std::string_view utf8 : {"utf_8", "utf8", "u8", "utf", "cp65001"}) {
    if (name == utf8) return BuiltinEncoding::kUtf8;
  }
  for (std::string_view latin1 : {"latin1", "latin_1", "iso_8859_1", "iso8859_1", "iso8859", "8859",
                                  "cp819", "l1", "latin"}) {
    if (name == latin1) return BuiltinEncoding::kLatin1;
  }
  for (std::string_view ascii : {"ascii", "us_ascii", "us", "646", "ansi_x3.4_1968", "cp367"}) {
    if (name == ascii) return BuiltinEncoding::kAscii;
  }
  return BuiltinEncoding::kNone;
}

std::string FindAsciiProblem(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) continue;
    char message[112];
    std::snprintf(message, sizeof message,
                  "'ascii' codec can't decode byte 0x%02x in position %zu: "
                  "ordinal not in range(128)",
                  c, i);
    return message;
  }
  return "";
}

// Re-decodes text by its declaration; *text is replaced by UTF-8.
bool DecodeDeclared(std::string_view encoding, const ParseOptions& options, std::string* text,
                    SyntaxErrorInfo* error) {
  const bool from_file = options.flags & kSourceIsFile;
  const BuiltinEncoding builtin = FindBuiltinEncoding(encoding);
  if (builtin == BuiltinEncoding::kLatin1) {
    *text = Latin1ToUtf8(*text);
    return true;
  }
  std::string problem;
  if (builtin == BuiltinEncoding::kAscii) problem = FindAsciiProblem(*text);
  if (builtin == BuiltinEncoding::kUtf8) {
    Utf8Problem bad = FindUtf8Problem(*text);
    if (bad.reason != nullptr) problem = DescribeUtf8Problem(*text, bad);
  }
  if (!problem.empty()) {
    FailWithoutText(from_file ? "encoding problem: " + std::string(encoding) : std::move(problem),
                    options, error);
    return false;
  }
  if (builtin != BuiltinEncoding::kNone) return true;
  std::string decoded;
  if (options.source_decoder == nullptr ||
      !options.source_decoder(options.hook_context, encoding, *text, &decoded, &problem)) {
    FailWithoutText(
        (from_file ? "encoding problem: " : "unknown encoding: ") + std::string(encoding), options,
        error);
    return false;
  }
  if (!problem.empty()) {
    FailWithoutText(std::move(problem), options, error);
    return false;
  }
  *text = std::move(decoded);
  return true;
}

// A str source arrives as generalised UTF-8, in which lone surrogates do not belong.
bool CheckSurrogates(std::string_view text, SyntaxErrorInfo* error) {
  Utf8Problem problem = FindUtf8Problem(text);
  if (problem.reason == nullptr) return true;
  const char* cursor = text.data() + problem.start;
  error->offset = static_cast<int32_t>(CountCharacters(text.substr(0, problem.start)));
  char message[112];
  std::snprintf(message, sizeof message,
                "'utf-8' codec can't encode character '\\u%04x' in position %d: "
                "surrogates not allowed",
                DecodeCodePoint(&cursor), error->offset);
  return FailPlain(ErrorType::kUnicodeEncodeError, message, error);
}

bool CheckFileBytes(std::string_view text, const ParseOptions& options, SyntaxErrorInfo* error) {
  Utf8Problem problem = FindUtf8Problem(text);
  if (problem.reason == nullptr) return true;
  size_t line = 1;
  for (char c : text.substr(0, problem.start)) line += c == '\n';
  char byte[8];
  std::snprintf(byte, sizeof byte, "\\x%02x", static_cast<unsigned char>(text[problem.start]));
  return FailPlain(ErrorType::kSyntaxError,
                   "Non-UTF-8 code starting with '" + std::string(byte) + "' in file " +
                       std::string(options.filename) + " on line " + std::to_string(line) +
                       ", but no encoding declared; see https://peps.python.org/pep-0263/ for "
                       "details",
                   error);
}

// A script read from a file loses the rest of a line after a NUL byte, as in CPython.
void CutLinesAtNul(std::string* text) {
  size_t write = 0;
  bool skipping = false;
  for (char c : *text) {
    if (c == '\n') skipping = false;
    if (c == '\0') skipping = true;
    if (!skipping) (*text)[write++] = c;
  }
  text->resize(write);
}

}  // namespace

std::string DeclaredEncoding(std::string_view line) {
  size_t start = line.find_first_not_of(" \t\f");
  if (start == std::string_view::npos || line[start] != '#') return "";
  for (size_t at = line.find("coding", start); at != std::string_view::npos;
       at = line.find("coding", at + 1)) {
    size_t name = at + 6;
    if (name >= line.size() || (line[name] != ':' && line[name] != '=')) continue;
    do {
      ++name;
    } while (name < line.size() && (line[name] == ' ' || line[name] == '\t'));
    size_t end = name;
    while (end < line.size() && IsEncodingNameCharacter(line[end])) ++end;
    if (end > name) return NormalizeEncodingName(line.substr(name, end - name));
  }
  return "";
}

bool DecodeSource(std::string_view source, const ParseOptions& options, SourceText* result,
                  SyntaxErrorInfo* error) {
  const bool is_str = options.flags & kIgnoreCookie;
  const bool is_file = options.flags & kSourceIsFile;
  if (source.size() >= kMaxSourceBytes) {
    return FailPlain(ErrorType::kOverflowError, "source code is too large", error);
  }
  const bool has_nul = source.find('\0') != std::string_view::npos;
  if (has_nul && !is_file) {
    return FailPlain(ErrorType::kValueError, "source code string cannot contain null bytes", error);
  }
  if (is_str && !CheckSurrogates(source, error)) return false;
  const bool has_mark = !is_str && source.starts_with(kByteOrderMark);
  if (has_mark) source.remove_prefix(kByteOrderMark.size());

  std::string& text = result->text;
  text = TranslateLineEnds(source);
  if (has_nul) CutLinesAtNul(&text);
  result->encoding_known = is_str || has_mark;
  if (!is_str) {
    std::string encoding = FindDeclaredEncoding(text);
    if (!encoding.empty()) {
      result->encoding_known = true;
      if (has_mark && encoding != "utf-8") {
        FailWithoutText("encoding problem: " + encoding + " with BOM", options, error);
        return false;
      }
      if (encoding != "utf-8" && !DecodeDeclared(encoding, options, &text, error)) return false;
    }
    if (is_file && !CheckFileBytes(text, options, error)) return false;
  }
  // CPython does not notice that a last "\r\n" has ended the line already.
  const bool ends_line = !text.empty() && text.back() == '\n' && !source.ends_with("\r\n");
  if (options.mode == ParseMode::kExec && !text.empty() && !ends_line) text.push_back('\n');
  return true;
}

}  // namespace krait::frontend
