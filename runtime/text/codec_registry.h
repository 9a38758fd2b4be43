// codecs.register and codecs.lookup: encodings that are Python code.
#ifndef KRAIT_RUNTIME_TEXT_CODEC_REGISTRY_H_
#define KRAIT_RUNTIME_TEXT_CODEC_REGISTRY_H_

#include <string>
#include <string_view>

#include "gc/value.h"

namespace krait {

class Isolate;
struct Tuple;

// Lower case, everything but letters, digits and '.' as '_', runs of it as one.
std::string NormalizeEncodingName(std::string_view name);
bool RegisterCodecSearch(Isolate* iso, Value function);
bool UnregisterCodecSearch(Isolate* iso, Value function);
// The CodecInfo (a tuple of four). LookupError "unknown encoding: %s".
Tuple* LookupCodec(Isolate* iso, std::string_view encoding);
// Drops the cached CodecInfo.
void ForgetCodec(Isolate* iso, std::string_view encoding);

}  // namespace krait

#endif  // KRAIT_RUNTIME_TEXT_CODEC_REGISTRY_H_
