// What happens at text that cannot be encoded and bytes that cannot be decoded: the handlers
// "strict", "ignore", "replace" and so on, and those that scripts register.
#ifndef KRAIT_RUNTIME_TEXT_CODECS_ERROR_HANDLERS_H_
#define KRAIT_RUNTIME_TEXT_CODECS_ERROR_HANDLERS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;
class StrBuilder;
struct Str;

enum class ErrorKind : uint8_t {
  kStrict,
  kIgnore,
  kReplace,
  kBackslashReplace,
  kXmlCharRefReplace,
  kNameReplace,
  kSurrogateEscape,
  kSurrogatePass,
  kCustom,  // registered by name
};
ErrorKind ErrorKindOf(std::string_view name);

// The errors of decoding one input.
class DecodeErrors {
 public:
  // `object`: the input as Python's value, for exceptions; Empty: made from `input` when needed.
  // `input` must stay where it is.
  DecodeErrors(Isolate* iso, std::string_view input, Value object, std::string_view errors)
      : iso_(iso), input_(input), object_(object), name_(errors), kind_(ErrorKindOf(errors)) {}

  // input[start:end] is malformed: appends what replaces it, sets where decoding goes on. False
  // with the exception pending.
  bool Handle(const char* encoding, size_t start, size_t end, const char* reason, StrBuilder& out,
              size_t* resume);
  Isolate* isolate() const { return iso_; }
  ErrorKind kind() const { return kind_; }

 private:
  Value MakeException(const char* encoding, size_t start, size_t end, const char* reason);

  Isolate* iso_;
  std::string_view input_;
  Value object_;
  std::string_view name_;
  ErrorKind kind_;
};

// The errors of encoding one string. Positions are code points.
class EncodeErrors {
 public:
  EncodeErrors(Isolate* iso, Str* text, std::string_view errors)
      : iso_(iso), text_(text), name_(errors), kind_(ErrorKindOf(errors)) {}

  // text[start:end] cannot be encoded. Gives what stands for it, a str (to be encoded itself) or
  // bytes; Empty with the exception pending.
  Value Handle(const char* encoding, int64_t start, int64_t end, const char* reason,
               int64_t* resume);
  // For a replacement that cannot be encoded either.
  void RaiseStrict(const char* encoding, int64_t start, int64_t end, const char* reason);
  Isolate* isolate() const { return iso_; }
  Str* text() const { return text_; }

 private:
  Value MakeException(const char* encoding, int64_t start, int64_t end, const char* reason);

  Isolate* iso_;
  Str* text_;
  std::string_view name_;
  ErrorKind kind_;
};

// The registered handler; Empty with LookupError pending when there is none.
Value LookupErrorHandler(Isolate* iso, std::string_view name);
bool RegisterErrorHandler(Isolate* iso, Str* name, Value handler);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_CODECS_ERROR_HANDLERS_H_
