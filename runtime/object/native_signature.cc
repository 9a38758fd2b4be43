// Parsing of signature texts: "($self, iterable=(), /, *, key=None)".
#include "runtime/object/native_signature.h"

#include "runtime/native.h"

namespace krait {
namespace {

std::string_view Trimmed(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  return s;
}

// Takes the text up to the next comma that stands outside of brackets and quotes.
std::string_view TakeParameter(std::string_view* rest) {
  int depth = 0;
  char quote = 0;
  size_t i = 0;
  for (; i < rest->size(); ++i) {
    const char c = (*rest)[i];
    if (quote != 0) {
      if (c == '\\') {
        ++i;
      } else if (c == quote) {
        quote = 0;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      --depth;
    } else if (c == ',' && depth == 0) {
      break;
    }
  }
  const std::string_view part = Trimmed(rest->substr(0, i));
  rest->remove_prefix(i < rest->size() ? i + 1 : i);
  return part;
}

std::string_view NameOf(std::string_view part) {
  return Trimmed(part.substr(0, part.find_first_of("=:")));
}

}  // namespace

NativeSignature NativeSignature::Parse(const NativeMethod& method) {
  NativeSignature s;
  if ((method.flags & kVariadic) != 0 || method.signature == nullptr) {
    s.variadic = true;
    return s;
  }
  std::string_view text = Trimmed(method.signature);
  if (const size_t close = text.rfind(')'); close != text.npos) text = text.substr(0, close);
  if (!text.empty() && text.front() == '(') text.remove_prefix(1);
  bool keyword_only = false;
  while (!Trimmed(text).empty()) {
    const std::string_view part = TakeParameter(&text);
    if (part.empty()) continue;
    if (part == "/") {
      s.positional_only = s.positional;
    } else if (part == "*") {
      keyword_only = true;
    } else if (part.starts_with("**")) {
      s.var_keywords = true;
      s.parameters.push_back({NameOf(part.substr(2)), true});
    } else if (part.starts_with("*")) {
      s.var_positional = true;
      keyword_only = true;
      s.parameters.push_back({NameOf(part.substr(1)), true});
    } else {
      const bool optional = part.find('=') != part.npos;
      std::string_view name = NameOf(part);
      if (name.starts_with("$")) {
        if (name == "$module") continue;
        name.remove_prefix(1);
        s.has_self = true;
      }
      s.parameters.push_back({name, optional});
      if (keyword_only) {
        ++s.keyword_only;
      } else {
        ++s.positional;
        if (!optional) s.required = s.positional;
      }
    }
  }
  // The receiver is never passed by its name.
  if (s.has_self && s.positional_only == 0) s.positional_only = 1;
  s.slots = static_cast<uint16_t>(s.parameters.size());
  s.simple = !s.var_positional && !s.var_keywords && s.keyword_only == 0;
  return s;
}

}  // namespace krait
