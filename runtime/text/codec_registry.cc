#include "runtime/text/codec_registry.h"

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/import/import.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/text/str.h"
#include "runtime/text/text_state.h"

namespace krait {
namespace {

bool Prepare(Isolate* iso) {
  TextState& state = iso->text();
  if (state.codec_search == nullptr) {
    KRAIT_TRY(List*, search, List::New(iso));
    KRAIT_TRY(Dict*, cache, Dict::New(iso));
    state.codec_search = search;
    state.codec_cache = cache;
  }
  if (state.encodings_imported) return true;
  // The package registers its search function. Without it only registered codecs are found.
  state.encodings_imported = true;
  if (ImportFromStandardLibrary(iso, "encodings")) return true;
  return ClearPendingIf(iso, ExceptionId::kImportError);
}

}  // namespace

std::string NormalizeEncodingName(std::string_view name) {
  std::string normal;
  bool gap = false;
  for (char c : name) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    const bool keep = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9') || c == '.';
    if (!keep) {
      gap = true;
      continue;
    }
    if (gap && !normal.empty()) normal += '_';
    gap = false;
    normal += lower;
  }
  return normal;
}

bool RegisterCodecSearch(Isolate* iso, Value function) {
  if (!IsCallable(iso, function)) return RaiseTypeError(iso, "argument must be callable");
  // While `encodings` is being imported it registers itself.
  TextState& state = iso->text();
  if (state.codec_search == nullptr && !Prepare(iso)) return false;
  return state.codec_search->Append(iso, function);
}

bool UnregisterCodecSearch(Isolate* iso, Value function) {
  TextState& state = iso->text();
  if (state.codec_search == nullptr) return true;
  for (int64_t i = 0; i < state.codec_search->size; ++i) {
    if (state.codec_search->At(i) == function) {
      state.codec_cache->Clear(iso);
      return !state.codec_search->Pop(iso, i).IsEmpty();
    }
  }
  return true;
}

Tuple* LookupCodec(Isolate* iso, std::string_view encoding) {
  KRAIT_CHECK_OK(Prepare(iso));
  TextState& state = iso->text();
  KRAIT_TRY(Str*, key, Str::Intern(iso, NormalizeEncodingName(encoding)));
  if (const Value cached = state.codec_cache->Get(iso, key)) return cached.As<Tuple>();
  for (int64_t i = 0; i < state.codec_search->size; ++i) {
    KRAIT_TRY(Value, found, Call(iso, state.codec_search->At(i), {Value::Object(key)}));
    if (found.IsNone()) continue;
    Tuple* info = CastTo<Tuple>(found, ObjectKind::kTuple);
    if (info == nullptr || info->size != 4) {
      return RaiseTypeError(iso, "codec search functions must return 4-tuples");
    }
    KRAIT_CHECK_OK(state.codec_cache->Set(iso, key, found));
    return info;
  }
  return RaiseF(iso, ExceptionId::kLookupError, "unknown encoding: %s",
                std::string(encoding).c_str());
}

void ForgetCodec(Isolate* iso, std::string_view encoding) {
  if (iso->text().codec_cache == nullptr) return;
  if (Str* key = Str::Intern(iso, NormalizeEncodingName(encoding))) {
    iso->text().codec_cache->Delete(iso, key);
  }
}

}  // namespace krait
