// An isolate for tests that work on its objects.
#ifndef KRAIT_TESTS_RUNTIME_COLLECTION_ISOLATE_FIXTURE_H_
#define KRAIT_TESTS_RUNTIME_COLLECTION_ISOLATE_FIXTURE_H_

#include <memory>
#include <string_view>

#include "gc/heap.h"
#include "gtest/gtest.h"
#include "runtime/isolate.h"

namespace krait {

class IsolateTest : public testing::Test {
 protected:
  IsolateTest() : isolate_(Isolate::Create()), iso(isolate_.get()), scope_(iso->heap()) {}

  Value Text(std::string_view s) { return Value::Object(Str::New(iso, s)); }

 private:
  std::unique_ptr<Isolate> isolate_;

 protected:
  Isolate* const iso;

 private:
  gc::StackScope scope_;
};

}  // namespace krait

#endif  // KRAIT_TESTS_RUNTIME_COLLECTION_ISOLATE_FIXTURE_H_
