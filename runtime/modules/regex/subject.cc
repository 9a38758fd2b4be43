#include "runtime/modules/regex/subject.h"

#include <algorithm>

#include "runtime/isolate.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/bytes.h"
#include "runtime/text/str.h"
#include "runtime/text/str_index.h"

namespace krait::regex {

Subject::Subject(Isolate* iso, Value string) : iso_(iso), string_(string) {
  if (IsStr(string)) {
    const Str* s = string.As<Str>();
    text_ = true;
    single_ = s->IsAscii();
    bytes_ = s->view();
    ok_ = true;
  } else if (IsBytes(string)) {
    bytes_ = string.As<Bytes>()->view();
    ok_ = true;
  } else if (HasBuffer(string) && GetBuffer(iso, string, &lent_.emplace(), false)) {
    ok_ = true;
    bytes_ = lent_->view();
  } else {
    lent_.reset();
    if (iso->HasPending()) TakePending(iso);
    RaiseF(iso, ExceptionId::kTypeError, "expected string or bytes-like object, got '%.200s'",
           TypeName(iso, string));
  }
}

int64_t Subject::Length() const {
  return text_ ? string_.As<Str>()->length : static_cast<int64_t>(bytes_.size());
}

const char* Subject::At(int64_t position) const {
  position = std::clamp<int64_t>(position, 0, Length());
  if (single_) return begin() + position;
  return begin() + ByteOffset(iso_, string_.As<Str>(), position);
}

int64_t Subject::PositionOf(const char* place) const {
  if (single_) return place - begin();
  return CodePointIndex(iso_, string_.As<Str>(), static_cast<size_t>(place - begin()));
}

Value Subject::Slice(const char* from, const char* to) const {
  const std::string_view part(from, static_cast<size_t>(to - from));
  const bool all = part.size() == bytes_.size();
  if (text_) {
    if (all && IsExactStr(string_)) return string_;
    return Value::Object(single_ ? Str::NewAscii(iso_, part) : Str::New(iso_, part));
  }
  if (all && IsExactBytes(string_)) return string_;
  return Value::Object(Bytes::New(iso_, part));
}

}  // namespace krait::regex
