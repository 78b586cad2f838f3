package import Transfers

/// Why a relay could not be greeted.
package enum RelayTrouble: Error, CustomStringConvertible {
    case address(RelayURLError)
    case transfer(TransferFailure)

    package var description: String {
        switch self {
        case .address(let error): error.description
        case .transfer(let failure): failure.description
        }
    }
}
