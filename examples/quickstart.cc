// A host program and its script: globals both ways, calls both ways, errors with their traceback.
//
//   bazel run //examples:quickstart            (runs examples/quickstart.py)
//   bazel-bin/examples/quickstart my.py
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "krait/isolate.h"

namespace {

// What the host lends to the script: a price list.
absl::StatusOr<double> PriceOf(const std::string& item) {
  if (item == "apple") return 0.5;
  if (item == "melon") return 3.25;
  return absl::NotFoundError("no price for " + item);
}

absl::Status RunShop(krait::Isolate& isolate, const std::string& script) {
  if (absl::Status s = isolate.Define("price_of", PriceOf); !s.ok()) return s;
  if (absl::Status s = isolate.Set("currency", "EUR"); !s.ok()) return s;
  if (absl::Status s = isolate.RunFile(script); !s.ok()) return s;

  const std::vector<std::string> basket = {"apple", "melon", "apple"};
  const absl::StatusOr<double> total = isolate.Call<double>("total", basket);
  if (!total.ok()) return total.status();
  std::cout << "total: " << *total << "\n";

  const absl::StatusOr<std::string> receipt = isolate.Call<std::string>("receipt", basket);
  if (!receipt.ok()) return receipt.status();
  std::cout << *receipt;

  const absl::StatusOr<int64_t> customers = isolate.Get<int64_t>("customers");
  if (!customers.ok()) return customers.status();
  std::cout << "customers served: " << *customers << "\n";

  // An error of the host travels through the script and comes back with the script's traceback.
  const absl::StatusOr<double> wrong =
      isolate.Call<double>("total", std::vector<std::string>{"apple", "pear"});
  std::cout << "a wrong basket: " << wrong.status().message() << "\n"
            << krait::TracebackOf(wrong.status());
  return absl::OkStatus();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string script = argc > 1 ? argv[1] : "examples/quickstart.py";
  absl::StatusOr<std::unique_ptr<krait::Isolate>> isolate = krait::Isolate::Create();
  if (!isolate.ok()) {
    std::cerr << isolate.status() << "\n";
    return 1;
  }
  const absl::Status status = RunShop(**isolate, script);
  if (!status.ok()) {
    std::cerr << status.message() << "\n" << krait::TracebackOf(status);
    return 1;
  }
  return 0;
}
