/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError, $Array = $util.global.Array, $TypeError = $util.global.TypeError, $String = $util.global.String, $Number = $util.global.Number, $parseInt = $util.global.parseInt, $BigInt = $util.global.BigInt, $Boolean = $util.global.Boolean;

const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const bootswap = $root.bootswap = (() => {

    const bootswap = {};

    bootswap.v1 = (function() {

        const v1 = {};

        v1.AuditVerdict = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "AUDIT_VERDICT_UNSPECIFIED"] = 0;
            values[valuesById[1] = "AUDIT_VERDICT_PASS"] = 1;
            values[valuesById[2] = "AUDIT_VERDICT_FAIL"] = 2;
            return values;
        })();

        v1.CheckResult = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "CHECK_RESULT_UNSPECIFIED"] = 0;
            values[valuesById[1] = "CHECK_RESULT_PASS"] = 1;
            values[valuesById[2] = "CHECK_RESULT_FAIL"] = 2;
            values[valuesById[3] = "CHECK_RESULT_UNKNOWN"] = 3;
            return values;
        })();

        v1.AuditTrigger = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "AUDIT_TRIGGER_UNSPECIFIED"] = 0;
            values[valuesById[1] = "AUDIT_TRIGGER_REPORT"] = 1;
            values[valuesById[2] = "AUDIT_TRIGGER_TIMER"] = 2;
            values[valuesById[3] = "AUDIT_TRIGGER_COMMAND"] = 3;
            return values;
        })();

        v1.Audit = (function() {

            const Audit = function (properties) {
                this.checks = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Audit.prototype.host = "";
            Audit.prototype.sequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Audit.prototype.previousSha256 = $util.newBuffer([]);
            Audit.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Audit.prototype.trigger = 0;
            Audit.prototype.verdict = 0;
            Audit.prototype.checks = $util.emptyArray;
            Audit.prototype.planId = "";
            Audit.prototype.payloadId = "";
            Audit.prototype.payloadEventId = "";
            Audit.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Audit.prototype.reportEventId = "";
            Audit.prototype.reportPhase = 0;

            Audit.create = function(properties) {
                return new Audit(properties);
            };

            Audit.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(10).string(message.host);
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence") && (typeof message.sequence === "object" ? message.sequence.low || message.sequence.high : message.sequence !== 0))
                    writer.uint32(16).uint64(message.sequence);
                if (message.previousSha256 != null && $Object.hasOwnProperty.call(message, "previousSha256") && message.previousSha256.length)
                    writer.uint32(26).bytes(message.previousSha256);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(32).int64(message.atMs);
                if (message.trigger != null && $Object.hasOwnProperty.call(message, "trigger") && message.trigger !== 0)
                    writer.uint32(40).int32(message.trigger);
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict") && message.verdict !== 0)
                    writer.uint32(48).int32(message.verdict);
                if (message.checks != null && message.checks.length)
                    for (let i = 0; i < message.checks.length; ++i)
                        $root.bootswap.v1.Check.encode(message.checks[i], writer.uint32(58).fork(), _depth + 1).ldelim();
                if (message.planId != null && $Object.hasOwnProperty.call(message, "planId") && message.planId !== "")
                    writer.uint32(66).string(message.planId);
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId") && message.payloadId !== "")
                    writer.uint32(74).string(message.payloadId);
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId") && message.payloadEventId !== "")
                    writer.uint32(82).string(message.payloadEventId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(88).uint64(message.generation);
                if (message.reportEventId != null && $Object.hasOwnProperty.call(message, "reportEventId") && message.reportEventId !== "")
                    writer.uint32(98).string(message.reportEventId);
                if (message.reportPhase != null && $Object.hasOwnProperty.call(message, "reportPhase") && message.reportPhase !== 0)
                    writer.uint32(104).int32(message.reportPhase);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Audit.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.Audit();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sequence = value;
                            else
                                delete message.sequence;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.previousSha256 = value;
                            else
                                delete message.previousSha256;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.trigger = value;
                            else
                                delete message.trigger;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.verdict = value;
                            else
                                delete message.verdict;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.checks && message.checks.length))
                                message.checks = [];
                            message.checks.push($root.bootswap.v1.Check.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.planId = value;
                            else
                                delete message.planId;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadId = value;
                            else
                                delete message.payloadId;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadEventId = value;
                            else
                                delete message.payloadEventId;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.reportEventId = value;
                            else
                                delete message.reportEventId;
                            continue;
                        }
                    case 13: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.reportPhase = value;
                            else
                                delete message.reportPhase;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Audit.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    if (!$util.isString(message.host))
                        return "host: string expected";
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                    if (!$util.isInteger(message.sequence) && !(message.sequence && $util.isInteger(message.sequence.low) && $util.isInteger(message.sequence.high)))
                        return "sequence: integer|Long expected";
                if (message.previousSha256 != null && $Object.hasOwnProperty.call(message, "previousSha256"))
                    if (!(message.previousSha256 && typeof message.previousSha256.length === "number" || $util.isString(message.previousSha256)))
                        return "previousSha256: buffer expected";
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (!$util.isInteger(message.atMs) && !(message.atMs && $util.isInteger(message.atMs.low) && $util.isInteger(message.atMs.high)))
                        return "atMs: integer|Long expected";
                if (message.trigger != null && $Object.hasOwnProperty.call(message, "trigger"))
                    if (typeof message.trigger !== "number" || (message.trigger | 0) !== message.trigger)
                        return "trigger: enum value expected";
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                    if (typeof message.verdict !== "number" || (message.verdict | 0) !== message.verdict)
                        return "verdict: enum value expected";
                if (message.checks != null && $Object.hasOwnProperty.call(message, "checks")) {
                    if (!$Array.isArray(message.checks))
                        return "checks: array expected";
                    for (let i = 0; i < message.checks.length; ++i) {
                        let error = $root.bootswap.v1.Check.verify(message.checks[i], _depth + 1);
                        if (error)
                            return "checks." + error;
                    }
                }
                if (message.planId != null && $Object.hasOwnProperty.call(message, "planId"))
                    if (!$util.isString(message.planId))
                        return "planId: string expected";
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    if (!$util.isString(message.payloadId))
                        return "payloadId: string expected";
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId"))
                    if (!$util.isString(message.payloadEventId))
                        return "payloadEventId: string expected";
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                    if (!$util.isInteger(message.generation) && !(message.generation && $util.isInteger(message.generation.low) && $util.isInteger(message.generation.high)))
                        return "generation: integer|Long expected";
                if (message.reportEventId != null && $Object.hasOwnProperty.call(message, "reportEventId"))
                    if (!$util.isString(message.reportEventId))
                        return "reportEventId: string expected";
                if (message.reportPhase != null && $Object.hasOwnProperty.call(message, "reportPhase"))
                    if (typeof message.reportPhase !== "number" || (message.reportPhase | 0) !== message.reportPhase)
                        return "reportPhase: enum value expected";
                return null;
            };

            Audit.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.Audit)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.Audit: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.Audit();
                if (object.host != null)
                    if (typeof object.host !== "string" || object.host.length)
                        message.host = $String(object.host);
                if (object.sequence != null)
                    if (typeof object.sequence === "object" ? object.sequence.low || object.sequence.high : $Number(object.sequence) !== 0)
                        if ($util.Long)
                            message.sequence = $util.Long.fromValue(object.sequence, true);
                        else if (typeof object.sequence === "string")
                            message.sequence = $parseInt(object.sequence, 10);
                        else if (typeof object.sequence === "number")
                            message.sequence = object.sequence;
                        else if (typeof object.sequence === "object")
                            message.sequence = new $util.LongBits(object.sequence.low >>> 0, object.sequence.high >>> 0).toNumber(true);
                if (object.previousSha256 != null)
                    if (object.previousSha256.length)
                        if (typeof object.previousSha256 === "string")
                            $util.base64.decode(object.previousSha256, message.previousSha256 = $util.newBuffer($util.base64.length(object.previousSha256)), 0);
                        else if (object.previousSha256.length >= 0)
                            message.previousSha256 = object.previousSha256;
                if (object.atMs != null)
                    if (typeof object.atMs === "object" ? object.atMs.low || object.atMs.high : $Number(object.atMs) !== 0)
                        if ($util.Long)
                            message.atMs = $util.Long.fromValue(object.atMs, false);
                        else if (typeof object.atMs === "string")
                            message.atMs = $parseInt(object.atMs, 10);
                        else if (typeof object.atMs === "number")
                            message.atMs = object.atMs;
                        else if (typeof object.atMs === "object")
                            message.atMs = new $util.LongBits(object.atMs.low >>> 0, object.atMs.high >>> 0).toNumber();
                if (object.trigger !== 0 && (typeof object.trigger !== "string" || $root.bootswap.v1.AuditTrigger[object.trigger] !== 0))
                    switch (object.trigger) {
                    case "AUDIT_TRIGGER_UNSPECIFIED":
                    case 0:
                        message.trigger = 0;
                        break;
                    case "AUDIT_TRIGGER_REPORT":
                    case 1:
                        message.trigger = 1;
                        break;
                    case "AUDIT_TRIGGER_TIMER":
                    case 2:
                        message.trigger = 2;
                        break;
                    case "AUDIT_TRIGGER_COMMAND":
                    case 3:
                        message.trigger = 3;
                        break;
                    default:
                        if (typeof object.trigger === "number" && (object.trigger | 0) === object.trigger)
                            message.trigger = object.trigger;
                    }
                if (object.verdict !== 0 && (typeof object.verdict !== "string" || $root.bootswap.v1.AuditVerdict[object.verdict] !== 0))
                    switch (object.verdict) {
                    case "AUDIT_VERDICT_UNSPECIFIED":
                    case 0:
                        message.verdict = 0;
                        break;
                    case "AUDIT_VERDICT_PASS":
                    case 1:
                        message.verdict = 1;
                        break;
                    case "AUDIT_VERDICT_FAIL":
                    case 2:
                        message.verdict = 2;
                        break;
                    default:
                        if (typeof object.verdict === "number" && (object.verdict | 0) === object.verdict)
                            message.verdict = object.verdict;
                    }
                if (object.checks) {
                    if (!$Array.isArray(object.checks))
                        throw $TypeError(".bootswap.v1.Audit.checks: array expected");
                    message.checks = $Array(object.checks.length);
                    for (let i = 0; i < object.checks.length; ++i) {
                        if (!$util.isObject(object.checks[i]))
                            throw $TypeError(".bootswap.v1.Audit.checks: object expected");
                        message.checks[i] = $root.bootswap.v1.Check.fromObject(object.checks[i], _depth + 1);
                    }
                }
                if (object.planId != null)
                    if (typeof object.planId !== "string" || object.planId.length)
                        message.planId = $String(object.planId);
                if (object.payloadId != null)
                    if (typeof object.payloadId !== "string" || object.payloadId.length)
                        message.payloadId = $String(object.payloadId);
                if (object.payloadEventId != null)
                    if (typeof object.payloadEventId !== "string" || object.payloadEventId.length)
                        message.payloadEventId = $String(object.payloadEventId);
                if (object.generation != null)
                    if (typeof object.generation === "object" ? object.generation.low || object.generation.high : $Number(object.generation) !== 0)
                        if ($util.Long)
                            message.generation = $util.Long.fromValue(object.generation, true);
                        else if (typeof object.generation === "string")
                            message.generation = $parseInt(object.generation, 10);
                        else if (typeof object.generation === "number")
                            message.generation = object.generation;
                        else if (typeof object.generation === "object")
                            message.generation = new $util.LongBits(object.generation.low >>> 0, object.generation.high >>> 0).toNumber(true);
                if (object.reportEventId != null)
                    if (typeof object.reportEventId !== "string" || object.reportEventId.length)
                        message.reportEventId = $String(object.reportEventId);
                if (object.reportPhase !== 0 && (typeof object.reportPhase !== "string" || $root.bootswap.v1.Phase[object.reportPhase] !== 0))
                    switch (object.reportPhase) {
                    case "PHASE_UNSPECIFIED":
                    case 0:
                        message.reportPhase = 0;
                        break;
                    case "PHASE_STAGED":
                    case 1:
                        message.reportPhase = 1;
                        break;
                    case "PHASE_VERIFIED":
                    case 2:
                        message.reportPhase = 2;
                        break;
                    case "PHASE_EXCHANGED":
                    case 3:
                        message.reportPhase = 3;
                        break;
                    case "PHASE_UNCHANGED":
                    case 4:
                        message.reportPhase = 4;
                        break;
                    case "PHASE_REJECTED":
                    case 5:
                        message.reportPhase = 5;
                        break;
                    case "PHASE_FAILED":
                    case 6:
                        message.reportPhase = 6;
                        break;
                    case "PHASE_ROLLED_BACK":
                    case 7:
                        message.reportPhase = 7;
                        break;
                    case "PHASE_STUCK":
                    case 8:
                        message.reportPhase = 8;
                        break;
                    default:
                        if (typeof object.reportPhase === "number" && (object.reportPhase | 0) === object.reportPhase)
                            message.reportPhase = object.reportPhase;
                    }
                return message;
            };

            Audit.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.checks = [];
                if (options.defaults) {
                    object.host = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.sequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.sequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if (options.bytes === $String)
                        object.previousSha256 = "";
                    else {
                        object.previousSha256 = [];
                        if (options.bytes !== $Array)
                            object.previousSha256 = $util.newBuffer(object.previousSha256);
                    }
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.atMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.atMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.trigger = options.enums === $String ? "AUDIT_TRIGGER_UNSPECIFIED" : 0;
                    object.verdict = options.enums === $String ? "AUDIT_VERDICT_UNSPECIFIED" : 0;
                    object.planId = "";
                    object.payloadId = "";
                    object.payloadEventId = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.generation = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.generation = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.reportEventId = "";
                    object.reportPhase = options.enums === $String ? "PHASE_UNSPECIFIED" : 0;
                }
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    object.host = message.host;
                if (message.sequence != null && $Object.hasOwnProperty.call(message, "sequence"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.sequence = typeof message.sequence === "number" ? $BigInt(message.sequence) : $util.Long.fromBits(message.sequence.low >>> 0, message.sequence.high >>> 0, true).toBigInt();
                    else if (typeof message.sequence === "number")
                        object.sequence = options.longs === $String ? $String(message.sequence) : message.sequence;
                    else
                        object.sequence = options.longs === $String ? $util.Long.prototype.toString.call(message.sequence) : options.longs === $Number ? new $util.LongBits(message.sequence.low >>> 0, message.sequence.high >>> 0).toNumber(true) : message.sequence;
                if (message.previousSha256 != null && $Object.hasOwnProperty.call(message, "previousSha256"))
                    object.previousSha256 = options.bytes === $String ? $util.base64.encode(message.previousSha256, 0, message.previousSha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.previousSha256) : message.previousSha256;
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.atMs = typeof message.atMs === "number" ? $BigInt(message.atMs) : $util.Long.fromBits(message.atMs.low >>> 0, message.atMs.high >>> 0, false).toBigInt();
                    else if (typeof message.atMs === "number")
                        object.atMs = options.longs === $String ? $String(message.atMs) : message.atMs;
                    else
                        object.atMs = options.longs === $String ? $util.Long.prototype.toString.call(message.atMs) : options.longs === $Number ? new $util.LongBits(message.atMs.low >>> 0, message.atMs.high >>> 0).toNumber() : message.atMs;
                if (message.trigger != null && $Object.hasOwnProperty.call(message, "trigger"))
                    object.trigger = options.enums === $String ? $root.bootswap.v1.AuditTrigger[message.trigger] === $undefined ? message.trigger : $root.bootswap.v1.AuditTrigger[message.trigger] : message.trigger;
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                    object.verdict = options.enums === $String ? $root.bootswap.v1.AuditVerdict[message.verdict] === $undefined ? message.verdict : $root.bootswap.v1.AuditVerdict[message.verdict] : message.verdict;
                if (message.checks && message.checks.length) {
                    object.checks = $Array(message.checks.length);
                    for (let j = 0; j < message.checks.length; ++j)
                        object.checks[j] = $root.bootswap.v1.Check.toObject(message.checks[j], options, _depth + 1);
                }
                if (message.planId != null && $Object.hasOwnProperty.call(message, "planId"))
                    object.planId = message.planId;
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    object.payloadId = message.payloadId;
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId"))
                    object.payloadEventId = message.payloadEventId;
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.generation = typeof message.generation === "number" ? $BigInt(message.generation) : $util.Long.fromBits(message.generation.low >>> 0, message.generation.high >>> 0, true).toBigInt();
                    else if (typeof message.generation === "number")
                        object.generation = options.longs === $String ? $String(message.generation) : message.generation;
                    else
                        object.generation = options.longs === $String ? $util.Long.prototype.toString.call(message.generation) : options.longs === $Number ? new $util.LongBits(message.generation.low >>> 0, message.generation.high >>> 0).toNumber(true) : message.generation;
                if (message.reportEventId != null && $Object.hasOwnProperty.call(message, "reportEventId"))
                    object.reportEventId = message.reportEventId;
                if (message.reportPhase != null && $Object.hasOwnProperty.call(message, "reportPhase"))
                    object.reportPhase = options.enums === $String ? $root.bootswap.v1.Phase[message.reportPhase] === $undefined ? message.reportPhase : $root.bootswap.v1.Phase[message.reportPhase] : message.reportPhase;
                return object;
            };

            Audit.prototype.toJSON = function() {
                return Audit.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Audit;
        })();

        v1.Check = (function() {

            const Check = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Check.prototype.name = "";
            Check.prototype.result = 0;
            Check.prototype.detail = "";

            Check.create = function(properties) {
                return new Check(properties);
            };

            Check.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.result != null && $Object.hasOwnProperty.call(message, "result") && message.result !== 0)
                    writer.uint32(16).int32(message.result);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(26).string(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Check.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.Check();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.result = value;
                            else
                                delete message.result;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Check.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    if (!$util.isString(message.name))
                        return "name: string expected";
                if (message.result != null && $Object.hasOwnProperty.call(message, "result"))
                    if (typeof message.result !== "number" || (message.result | 0) !== message.result)
                        return "result: enum value expected";
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    if (!$util.isString(message.detail))
                        return "detail: string expected";
                return null;
            };

            Check.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.Check)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.Check: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.Check();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.result !== 0 && (typeof object.result !== "string" || $root.bootswap.v1.CheckResult[object.result] !== 0))
                    switch (object.result) {
                    case "CHECK_RESULT_UNSPECIFIED":
                    case 0:
                        message.result = 0;
                        break;
                    case "CHECK_RESULT_PASS":
                    case 1:
                        message.result = 1;
                        break;
                    case "CHECK_RESULT_FAIL":
                    case 2:
                        message.result = 2;
                        break;
                    case "CHECK_RESULT_UNKNOWN":
                    case 3:
                        message.result = 3;
                        break;
                    default:
                        if (typeof object.result === "number" && (object.result | 0) === object.result)
                            message.result = object.result;
                    }
                if (object.detail != null)
                    if (typeof object.detail !== "string" || object.detail.length)
                        message.detail = $String(object.detail);
                return message;
            };

            Check.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.name = "";
                    object.result = options.enums === $String ? "CHECK_RESULT_UNSPECIFIED" : 0;
                    object.detail = "";
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.result != null && $Object.hasOwnProperty.call(message, "result"))
                    object.result = options.enums === $String ? $root.bootswap.v1.CheckResult[message.result] === $undefined ? message.result : $root.bootswap.v1.CheckResult[message.result] : message.result;
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                return object;
            };

            Check.prototype.toJSON = function() {
                return Check.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Check;
        })();

        v1.Phase = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "PHASE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "PHASE_STAGED"] = 1;
            values[valuesById[2] = "PHASE_VERIFIED"] = 2;
            values[valuesById[3] = "PHASE_EXCHANGED"] = 3;
            values[valuesById[4] = "PHASE_UNCHANGED"] = 4;
            values[valuesById[5] = "PHASE_REJECTED"] = 5;
            values[valuesById[6] = "PHASE_FAILED"] = 6;
            values[valuesById[7] = "PHASE_ROLLED_BACK"] = 7;
            values[valuesById[8] = "PHASE_STUCK"] = 8;
            return values;
        })();

        v1.Report = (function() {

            const Report = function (properties) {
                this.targets = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Report.prototype.host = "";
            Report.prototype.planId = "";
            Report.prototype.payloadId = "";
            Report.prototype.payloadEventId = "";
            Report.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Report.prototype.phase = 0;
            Report.prototype.code = "";
            Report.prototype.detail = "";
            Report.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Report.prototype.bytesWritten = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Report.prototype.targets = $util.emptyArray;

            Report.create = function(properties) {
                return new Report(properties);
            };

            Report.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(10).string(message.host);
                if (message.planId != null && $Object.hasOwnProperty.call(message, "planId") && message.planId !== "")
                    writer.uint32(18).string(message.planId);
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId") && message.payloadId !== "")
                    writer.uint32(26).string(message.payloadId);
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId") && message.payloadEventId !== "")
                    writer.uint32(34).string(message.payloadEventId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(40).uint64(message.generation);
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase") && message.phase !== 0)
                    writer.uint32(48).int32(message.phase);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(58).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(66).string(message.detail);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(72).int64(message.atMs);
                if (message.bytesWritten != null && $Object.hasOwnProperty.call(message, "bytesWritten") && (typeof message.bytesWritten === "object" ? message.bytesWritten.low || message.bytesWritten.high : message.bytesWritten !== 0))
                    writer.uint32(80).uint64(message.bytesWritten);
                if (message.targets != null && message.targets.length)
                    for (let i = 0; i < message.targets.length; ++i)
                        writer.uint32(90).string(message.targets[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Report.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.Report();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.planId = value;
                            else
                                delete message.planId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadId = value;
                            else
                                delete message.payloadId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadEventId = value;
                            else
                                delete message.payloadEventId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.phase = value;
                            else
                                delete message.phase;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytesWritten = value;
                            else
                                delete message.bytesWritten;
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if (!(message.targets && message.targets.length))
                                message.targets = [];
                            message.targets.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Report.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    if (!$util.isString(message.host))
                        return "host: string expected";
                if (message.planId != null && $Object.hasOwnProperty.call(message, "planId"))
                    if (!$util.isString(message.planId))
                        return "planId: string expected";
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    if (!$util.isString(message.payloadId))
                        return "payloadId: string expected";
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId"))
                    if (!$util.isString(message.payloadEventId))
                        return "payloadEventId: string expected";
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                    if (!$util.isInteger(message.generation) && !(message.generation && $util.isInteger(message.generation.low) && $util.isInteger(message.generation.high)))
                        return "generation: integer|Long expected";
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase"))
                    if (typeof message.phase !== "number" || (message.phase | 0) !== message.phase)
                        return "phase: enum value expected";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    if (!$util.isString(message.detail))
                        return "detail: string expected";
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (!$util.isInteger(message.atMs) && !(message.atMs && $util.isInteger(message.atMs.low) && $util.isInteger(message.atMs.high)))
                        return "atMs: integer|Long expected";
                if (message.bytesWritten != null && $Object.hasOwnProperty.call(message, "bytesWritten"))
                    if (!$util.isInteger(message.bytesWritten) && !(message.bytesWritten && $util.isInteger(message.bytesWritten.low) && $util.isInteger(message.bytesWritten.high)))
                        return "bytesWritten: integer|Long expected";
                if (message.targets != null && $Object.hasOwnProperty.call(message, "targets")) {
                    if (!$Array.isArray(message.targets))
                        return "targets: array expected";
                    for (let i = 0; i < message.targets.length; ++i)
                        if (!$util.isString(message.targets[i]))
                            return "targets: string[] expected";
                }
                return null;
            };

            Report.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.Report)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.Report: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.Report();
                if (object.host != null)
                    if (typeof object.host !== "string" || object.host.length)
                        message.host = $String(object.host);
                if (object.planId != null)
                    if (typeof object.planId !== "string" || object.planId.length)
                        message.planId = $String(object.planId);
                if (object.payloadId != null)
                    if (typeof object.payloadId !== "string" || object.payloadId.length)
                        message.payloadId = $String(object.payloadId);
                if (object.payloadEventId != null)
                    if (typeof object.payloadEventId !== "string" || object.payloadEventId.length)
                        message.payloadEventId = $String(object.payloadEventId);
                if (object.generation != null)
                    if (typeof object.generation === "object" ? object.generation.low || object.generation.high : $Number(object.generation) !== 0)
                        if ($util.Long)
                            message.generation = $util.Long.fromValue(object.generation, true);
                        else if (typeof object.generation === "string")
                            message.generation = $parseInt(object.generation, 10);
                        else if (typeof object.generation === "number")
                            message.generation = object.generation;
                        else if (typeof object.generation === "object")
                            message.generation = new $util.LongBits(object.generation.low >>> 0, object.generation.high >>> 0).toNumber(true);
                if (object.phase !== 0 && (typeof object.phase !== "string" || $root.bootswap.v1.Phase[object.phase] !== 0))
                    switch (object.phase) {
                    case "PHASE_UNSPECIFIED":
                    case 0:
                        message.phase = 0;
                        break;
                    case "PHASE_STAGED":
                    case 1:
                        message.phase = 1;
                        break;
                    case "PHASE_VERIFIED":
                    case 2:
                        message.phase = 2;
                        break;
                    case "PHASE_EXCHANGED":
                    case 3:
                        message.phase = 3;
                        break;
                    case "PHASE_UNCHANGED":
                    case 4:
                        message.phase = 4;
                        break;
                    case "PHASE_REJECTED":
                    case 5:
                        message.phase = 5;
                        break;
                    case "PHASE_FAILED":
                    case 6:
                        message.phase = 6;
                        break;
                    case "PHASE_ROLLED_BACK":
                    case 7:
                        message.phase = 7;
                        break;
                    case "PHASE_STUCK":
                    case 8:
                        message.phase = 8;
                        break;
                    default:
                        if (typeof object.phase === "number" && (object.phase | 0) === object.phase)
                            message.phase = object.phase;
                    }
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.detail != null)
                    if (typeof object.detail !== "string" || object.detail.length)
                        message.detail = $String(object.detail);
                if (object.atMs != null)
                    if (typeof object.atMs === "object" ? object.atMs.low || object.atMs.high : $Number(object.atMs) !== 0)
                        if ($util.Long)
                            message.atMs = $util.Long.fromValue(object.atMs, false);
                        else if (typeof object.atMs === "string")
                            message.atMs = $parseInt(object.atMs, 10);
                        else if (typeof object.atMs === "number")
                            message.atMs = object.atMs;
                        else if (typeof object.atMs === "object")
                            message.atMs = new $util.LongBits(object.atMs.low >>> 0, object.atMs.high >>> 0).toNumber();
                if (object.bytesWritten != null)
                    if (typeof object.bytesWritten === "object" ? object.bytesWritten.low || object.bytesWritten.high : $Number(object.bytesWritten) !== 0)
                        if ($util.Long)
                            message.bytesWritten = $util.Long.fromValue(object.bytesWritten, true);
                        else if (typeof object.bytesWritten === "string")
                            message.bytesWritten = $parseInt(object.bytesWritten, 10);
                        else if (typeof object.bytesWritten === "number")
                            message.bytesWritten = object.bytesWritten;
                        else if (typeof object.bytesWritten === "object")
                            message.bytesWritten = new $util.LongBits(object.bytesWritten.low >>> 0, object.bytesWritten.high >>> 0).toNumber(true);
                if (object.targets) {
                    if (!$Array.isArray(object.targets))
                        throw $TypeError(".bootswap.v1.Report.targets: array expected");
                    message.targets = $Array(object.targets.length);
                    for (let i = 0; i < object.targets.length; ++i)
                        message.targets[i] = $String(object.targets[i]);
                }
                return message;
            };

            Report.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.targets = [];
                if (options.defaults) {
                    object.host = "";
                    object.planId = "";
                    object.payloadId = "";
                    object.payloadEventId = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.generation = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.generation = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.phase = options.enums === $String ? "PHASE_UNSPECIFIED" : 0;
                    object.code = "";
                    object.detail = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.atMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.atMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.bytesWritten = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.bytesWritten = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    object.host = message.host;
                if (message.planId != null && $Object.hasOwnProperty.call(message, "planId"))
                    object.planId = message.planId;
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    object.payloadId = message.payloadId;
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId"))
                    object.payloadEventId = message.payloadEventId;
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.generation = typeof message.generation === "number" ? $BigInt(message.generation) : $util.Long.fromBits(message.generation.low >>> 0, message.generation.high >>> 0, true).toBigInt();
                    else if (typeof message.generation === "number")
                        object.generation = options.longs === $String ? $String(message.generation) : message.generation;
                    else
                        object.generation = options.longs === $String ? $util.Long.prototype.toString.call(message.generation) : options.longs === $Number ? new $util.LongBits(message.generation.low >>> 0, message.generation.high >>> 0).toNumber(true) : message.generation;
                if (message.phase != null && $Object.hasOwnProperty.call(message, "phase"))
                    object.phase = options.enums === $String ? $root.bootswap.v1.Phase[message.phase] === $undefined ? message.phase : $root.bootswap.v1.Phase[message.phase] : message.phase;
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.atMs = typeof message.atMs === "number" ? $BigInt(message.atMs) : $util.Long.fromBits(message.atMs.low >>> 0, message.atMs.high >>> 0, false).toBigInt();
                    else if (typeof message.atMs === "number")
                        object.atMs = options.longs === $String ? $String(message.atMs) : message.atMs;
                    else
                        object.atMs = options.longs === $String ? $util.Long.prototype.toString.call(message.atMs) : options.longs === $Number ? new $util.LongBits(message.atMs.low >>> 0, message.atMs.high >>> 0).toNumber() : message.atMs;
                if (message.bytesWritten != null && $Object.hasOwnProperty.call(message, "bytesWritten"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.bytesWritten = typeof message.bytesWritten === "number" ? $BigInt(message.bytesWritten) : $util.Long.fromBits(message.bytesWritten.low >>> 0, message.bytesWritten.high >>> 0, true).toBigInt();
                    else if (typeof message.bytesWritten === "number")
                        object.bytesWritten = options.longs === $String ? $String(message.bytesWritten) : message.bytesWritten;
                    else
                        object.bytesWritten = options.longs === $String ? $util.Long.prototype.toString.call(message.bytesWritten) : options.longs === $Number ? new $util.LongBits(message.bytesWritten.low >>> 0, message.bytesWritten.high >>> 0).toNumber(true) : message.bytesWritten;
                if (message.targets && message.targets.length) {
                    object.targets = $Array(message.targets.length);
                    for (let j = 0; j < message.targets.length; ++j)
                        object.targets[j] = message.targets[j];
                }
                return object;
            };

            Report.prototype.toJSON = function() {
                return Report.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Report;
        })();

        v1.DeadLetter = (function() {

            const DeadLetter = function (properties) {
                this.headers = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DeadLetter.prototype.service = "";
            DeadLetter.prototype.code = "";
            DeadLetter.prototype.detail = "";
            DeadLetter.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            DeadLetter.prototype.subject = "";
            DeadLetter.prototype.stream = "";
            DeadLetter.prototype.streamSequence = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            DeadLetter.prototype.deliveries = 0;
            DeadLetter.prototype.data = $util.newBuffer([]);
            DeadLetter.prototype.headers = $util.emptyArray;

            DeadLetter.create = function(properties) {
                return new DeadLetter(properties);
            };

            DeadLetter.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.service != null && $Object.hasOwnProperty.call(message, "service") && message.service !== "")
                    writer.uint32(10).string(message.service);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(18).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(26).string(message.detail);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(32).int64(message.atMs);
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject") && message.subject !== "")
                    writer.uint32(42).string(message.subject);
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream") && message.stream !== "")
                    writer.uint32(50).string(message.stream);
                if (message.streamSequence != null && $Object.hasOwnProperty.call(message, "streamSequence") && (typeof message.streamSequence === "object" ? message.streamSequence.low || message.streamSequence.high : message.streamSequence !== 0))
                    writer.uint32(56).uint64(message.streamSequence);
                if (message.deliveries != null && $Object.hasOwnProperty.call(message, "deliveries") && message.deliveries !== 0)
                    writer.uint32(64).uint32(message.deliveries);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(74).bytes(message.data);
                if (message.headers != null && message.headers.length)
                    for (let i = 0; i < message.headers.length; ++i)
                        $root.bootswap.v1.Header.encode(message.headers[i], writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DeadLetter.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.DeadLetter();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.service = value;
                            else
                                delete message.service;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.subject = value;
                            else
                                delete message.subject;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.stream = value;
                            else
                                delete message.stream;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.streamSequence = value;
                            else
                                delete message.streamSequence;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.deliveries = value;
                            else
                                delete message.deliveries;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.data = value;
                            else
                                delete message.data;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.headers && message.headers.length))
                                message.headers = [];
                            message.headers.push($root.bootswap.v1.Header.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            DeadLetter.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                    if (!$util.isString(message.service))
                        return "service: string expected";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    if (!$util.isString(message.detail))
                        return "detail: string expected";
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (!$util.isInteger(message.atMs) && !(message.atMs && $util.isInteger(message.atMs.low) && $util.isInteger(message.atMs.high)))
                        return "atMs: integer|Long expected";
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                    if (!$util.isString(message.subject))
                        return "subject: string expected";
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    if (!$util.isString(message.stream))
                        return "stream: string expected";
                if (message.streamSequence != null && $Object.hasOwnProperty.call(message, "streamSequence"))
                    if (!$util.isInteger(message.streamSequence) && !(message.streamSequence && $util.isInteger(message.streamSequence.low) && $util.isInteger(message.streamSequence.high)))
                        return "streamSequence: integer|Long expected";
                if (message.deliveries != null && $Object.hasOwnProperty.call(message, "deliveries"))
                    if (!$util.isInteger(message.deliveries))
                        return "deliveries: integer expected";
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    if (!(message.data && typeof message.data.length === "number" || $util.isString(message.data)))
                        return "data: buffer expected";
                if (message.headers != null && $Object.hasOwnProperty.call(message, "headers")) {
                    if (!$Array.isArray(message.headers))
                        return "headers: array expected";
                    for (let i = 0; i < message.headers.length; ++i) {
                        let error = $root.bootswap.v1.Header.verify(message.headers[i], _depth + 1);
                        if (error)
                            return "headers." + error;
                    }
                }
                return null;
            };

            DeadLetter.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.DeadLetter)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.DeadLetter: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.DeadLetter();
                if (object.service != null)
                    if (typeof object.service !== "string" || object.service.length)
                        message.service = $String(object.service);
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.detail != null)
                    if (typeof object.detail !== "string" || object.detail.length)
                        message.detail = $String(object.detail);
                if (object.atMs != null)
                    if (typeof object.atMs === "object" ? object.atMs.low || object.atMs.high : $Number(object.atMs) !== 0)
                        if ($util.Long)
                            message.atMs = $util.Long.fromValue(object.atMs, false);
                        else if (typeof object.atMs === "string")
                            message.atMs = $parseInt(object.atMs, 10);
                        else if (typeof object.atMs === "number")
                            message.atMs = object.atMs;
                        else if (typeof object.atMs === "object")
                            message.atMs = new $util.LongBits(object.atMs.low >>> 0, object.atMs.high >>> 0).toNumber();
                if (object.subject != null)
                    if (typeof object.subject !== "string" || object.subject.length)
                        message.subject = $String(object.subject);
                if (object.stream != null)
                    if (typeof object.stream !== "string" || object.stream.length)
                        message.stream = $String(object.stream);
                if (object.streamSequence != null)
                    if (typeof object.streamSequence === "object" ? object.streamSequence.low || object.streamSequence.high : $Number(object.streamSequence) !== 0)
                        if ($util.Long)
                            message.streamSequence = $util.Long.fromValue(object.streamSequence, true);
                        else if (typeof object.streamSequence === "string")
                            message.streamSequence = $parseInt(object.streamSequence, 10);
                        else if (typeof object.streamSequence === "number")
                            message.streamSequence = object.streamSequence;
                        else if (typeof object.streamSequence === "object")
                            message.streamSequence = new $util.LongBits(object.streamSequence.low >>> 0, object.streamSequence.high >>> 0).toNumber(true);
                if (object.deliveries != null)
                    if ($Number(object.deliveries) !== 0)
                        message.deliveries = object.deliveries >>> 0;
                if (object.data != null)
                    if (object.data.length)
                        if (typeof object.data === "string")
                            $util.base64.decode(object.data, message.data = $util.newBuffer($util.base64.length(object.data)), 0);
                        else if (object.data.length >= 0)
                            message.data = object.data;
                if (object.headers) {
                    if (!$Array.isArray(object.headers))
                        throw $TypeError(".bootswap.v1.DeadLetter.headers: array expected");
                    message.headers = $Array(object.headers.length);
                    for (let i = 0; i < object.headers.length; ++i) {
                        if (!$util.isObject(object.headers[i]))
                            throw $TypeError(".bootswap.v1.DeadLetter.headers: object expected");
                        message.headers[i] = $root.bootswap.v1.Header.fromObject(object.headers[i], _depth + 1);
                    }
                }
                return message;
            };

            DeadLetter.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.headers = [];
                if (options.defaults) {
                    object.service = "";
                    object.code = "";
                    object.detail = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.atMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.atMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.subject = "";
                    object.stream = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.streamSequence = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.streamSequence = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.deliveries = 0;
                    if (options.bytes === $String)
                        object.data = "";
                    else {
                        object.data = [];
                        if (options.bytes !== $Array)
                            object.data = $util.newBuffer(object.data);
                    }
                }
                if (message.service != null && $Object.hasOwnProperty.call(message, "service"))
                    object.service = message.service;
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.atMs = typeof message.atMs === "number" ? $BigInt(message.atMs) : $util.Long.fromBits(message.atMs.low >>> 0, message.atMs.high >>> 0, false).toBigInt();
                    else if (typeof message.atMs === "number")
                        object.atMs = options.longs === $String ? $String(message.atMs) : message.atMs;
                    else
                        object.atMs = options.longs === $String ? $util.Long.prototype.toString.call(message.atMs) : options.longs === $Number ? new $util.LongBits(message.atMs.low >>> 0, message.atMs.high >>> 0).toNumber() : message.atMs;
                if (message.subject != null && $Object.hasOwnProperty.call(message, "subject"))
                    object.subject = message.subject;
                if (message.stream != null && $Object.hasOwnProperty.call(message, "stream"))
                    object.stream = message.stream;
                if (message.streamSequence != null && $Object.hasOwnProperty.call(message, "streamSequence"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.streamSequence = typeof message.streamSequence === "number" ? $BigInt(message.streamSequence) : $util.Long.fromBits(message.streamSequence.low >>> 0, message.streamSequence.high >>> 0, true).toBigInt();
                    else if (typeof message.streamSequence === "number")
                        object.streamSequence = options.longs === $String ? $String(message.streamSequence) : message.streamSequence;
                    else
                        object.streamSequence = options.longs === $String ? $util.Long.prototype.toString.call(message.streamSequence) : options.longs === $Number ? new $util.LongBits(message.streamSequence.low >>> 0, message.streamSequence.high >>> 0).toNumber(true) : message.streamSequence;
                if (message.deliveries != null && $Object.hasOwnProperty.call(message, "deliveries"))
                    object.deliveries = message.deliveries;
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    object.data = options.bytes === $String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.data) : message.data;
                if (message.headers && message.headers.length) {
                    object.headers = $Array(message.headers.length);
                    for (let j = 0; j < message.headers.length; ++j)
                        object.headers[j] = $root.bootswap.v1.Header.toObject(message.headers[j], options, _depth + 1);
                }
                return object;
            };

            DeadLetter.prototype.toJSON = function() {
                return DeadLetter.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DeadLetter;
        })();

        v1.Header = (function() {

            const Header = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Header.prototype.name = "";
            Header.prototype.value = "";

            Header.create = function(properties) {
                return new Header(properties);
            };

            Header.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.value != null && $Object.hasOwnProperty.call(message, "value") && message.value !== "")
                    writer.uint32(18).string(message.value);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Header.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.Header();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.value = value;
                            else
                                delete message.value;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Header.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    if (!$util.isString(message.name))
                        return "name: string expected";
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    if (!$util.isString(message.value))
                        return "value: string expected";
                return null;
            };

            Header.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.Header)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.Header: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.Header();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.value != null)
                    if (typeof object.value !== "string" || object.value.length)
                        message.value = $String(object.value);
                return message;
            };

            Header.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.name = "";
                    object.value = "";
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.value != null && $Object.hasOwnProperty.call(message, "value"))
                    object.value = message.value;
                return object;
            };

            Header.prototype.toJSON = function() {
                return Header.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Header;
        })();

        v1.Decision = (function() {

            const Decision = function (properties) {
                this.refusals = [];
                this.warnings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Decision.prototype.channel = "";
            Decision.prototype.payloadId = "";
            Decision.prototype.payloadEventId = "";
            Decision.prototype.atMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Decision.prototype.hostsConsidered = 0;
            Decision.prototype.planned = 0;
            Decision.prototype.unchanged = 0;
            Decision.prototype.refused = 0;
            Decision.prototype.refusals = $util.emptyArray;
            Decision.prototype.warnings = $util.emptyArray;

            Decision.create = function(properties) {
                return new Decision(properties);
            };

            Decision.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel") && message.channel !== "")
                    writer.uint32(10).string(message.channel);
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId") && message.payloadId !== "")
                    writer.uint32(18).string(message.payloadId);
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId") && message.payloadEventId !== "")
                    writer.uint32(26).string(message.payloadEventId);
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs") && (typeof message.atMs === "object" ? message.atMs.low || message.atMs.high : message.atMs !== 0))
                    writer.uint32(32).int64(message.atMs);
                if (message.hostsConsidered != null && $Object.hasOwnProperty.call(message, "hostsConsidered") && message.hostsConsidered !== 0)
                    writer.uint32(40).uint32(message.hostsConsidered);
                if (message.planned != null && $Object.hasOwnProperty.call(message, "planned") && message.planned !== 0)
                    writer.uint32(48).uint32(message.planned);
                if (message.unchanged != null && $Object.hasOwnProperty.call(message, "unchanged") && message.unchanged !== 0)
                    writer.uint32(56).uint32(message.unchanged);
                if (message.refused != null && $Object.hasOwnProperty.call(message, "refused") && message.refused !== 0)
                    writer.uint32(64).uint32(message.refused);
                if (message.refusals != null && message.refusals.length)
                    for (let i = 0; i < message.refusals.length; ++i)
                        $root.bootswap.v1.Refusal.encode(message.refusals[i], writer.uint32(74).fork(), _depth + 1).ldelim();
                if (message.warnings != null && message.warnings.length)
                    for (let i = 0; i < message.warnings.length; ++i)
                        $root.bootswap.v1.PlanWarning.encode(message.warnings[i], writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Decision.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.Decision();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.channel = value;
                            else
                                delete message.channel;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadId = value;
                            else
                                delete message.payloadId;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadEventId = value;
                            else
                                delete message.payloadEventId;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.atMs = value;
                            else
                                delete message.atMs;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hostsConsidered = value;
                            else
                                delete message.hostsConsidered;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.planned = value;
                            else
                                delete message.planned;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.unchanged = value;
                            else
                                delete message.unchanged;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.refused = value;
                            else
                                delete message.refused;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.refusals && message.refusals.length))
                                message.refusals = [];
                            message.refusals.push($root.bootswap.v1.Refusal.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.warnings && message.warnings.length))
                                message.warnings = [];
                            message.warnings.push($root.bootswap.v1.PlanWarning.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Decision.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel"))
                    if (!$util.isString(message.channel))
                        return "channel: string expected";
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    if (!$util.isString(message.payloadId))
                        return "payloadId: string expected";
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId"))
                    if (!$util.isString(message.payloadEventId))
                        return "payloadEventId: string expected";
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (!$util.isInteger(message.atMs) && !(message.atMs && $util.isInteger(message.atMs.low) && $util.isInteger(message.atMs.high)))
                        return "atMs: integer|Long expected";
                if (message.hostsConsidered != null && $Object.hasOwnProperty.call(message, "hostsConsidered"))
                    if (!$util.isInteger(message.hostsConsidered))
                        return "hostsConsidered: integer expected";
                if (message.planned != null && $Object.hasOwnProperty.call(message, "planned"))
                    if (!$util.isInteger(message.planned))
                        return "planned: integer expected";
                if (message.unchanged != null && $Object.hasOwnProperty.call(message, "unchanged"))
                    if (!$util.isInteger(message.unchanged))
                        return "unchanged: integer expected";
                if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                    if (!$util.isInteger(message.refused))
                        return "refused: integer expected";
                if (message.refusals != null && $Object.hasOwnProperty.call(message, "refusals")) {
                    if (!$Array.isArray(message.refusals))
                        return "refusals: array expected";
                    for (let i = 0; i < message.refusals.length; ++i) {
                        let error = $root.bootswap.v1.Refusal.verify(message.refusals[i], _depth + 1);
                        if (error)
                            return "refusals." + error;
                    }
                }
                if (message.warnings != null && $Object.hasOwnProperty.call(message, "warnings")) {
                    if (!$Array.isArray(message.warnings))
                        return "warnings: array expected";
                    for (let i = 0; i < message.warnings.length; ++i) {
                        let error = $root.bootswap.v1.PlanWarning.verify(message.warnings[i], _depth + 1);
                        if (error)
                            return "warnings." + error;
                    }
                }
                return null;
            };

            Decision.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.Decision)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.Decision: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.Decision();
                if (object.channel != null)
                    if (typeof object.channel !== "string" || object.channel.length)
                        message.channel = $String(object.channel);
                if (object.payloadId != null)
                    if (typeof object.payloadId !== "string" || object.payloadId.length)
                        message.payloadId = $String(object.payloadId);
                if (object.payloadEventId != null)
                    if (typeof object.payloadEventId !== "string" || object.payloadEventId.length)
                        message.payloadEventId = $String(object.payloadEventId);
                if (object.atMs != null)
                    if (typeof object.atMs === "object" ? object.atMs.low || object.atMs.high : $Number(object.atMs) !== 0)
                        if ($util.Long)
                            message.atMs = $util.Long.fromValue(object.atMs, false);
                        else if (typeof object.atMs === "string")
                            message.atMs = $parseInt(object.atMs, 10);
                        else if (typeof object.atMs === "number")
                            message.atMs = object.atMs;
                        else if (typeof object.atMs === "object")
                            message.atMs = new $util.LongBits(object.atMs.low >>> 0, object.atMs.high >>> 0).toNumber();
                if (object.hostsConsidered != null)
                    if ($Number(object.hostsConsidered) !== 0)
                        message.hostsConsidered = object.hostsConsidered >>> 0;
                if (object.planned != null)
                    if ($Number(object.planned) !== 0)
                        message.planned = object.planned >>> 0;
                if (object.unchanged != null)
                    if ($Number(object.unchanged) !== 0)
                        message.unchanged = object.unchanged >>> 0;
                if (object.refused != null)
                    if ($Number(object.refused) !== 0)
                        message.refused = object.refused >>> 0;
                if (object.refusals) {
                    if (!$Array.isArray(object.refusals))
                        throw $TypeError(".bootswap.v1.Decision.refusals: array expected");
                    message.refusals = $Array(object.refusals.length);
                    for (let i = 0; i < object.refusals.length; ++i) {
                        if (!$util.isObject(object.refusals[i]))
                            throw $TypeError(".bootswap.v1.Decision.refusals: object expected");
                        message.refusals[i] = $root.bootswap.v1.Refusal.fromObject(object.refusals[i], _depth + 1);
                    }
                }
                if (object.warnings) {
                    if (!$Array.isArray(object.warnings))
                        throw $TypeError(".bootswap.v1.Decision.warnings: array expected");
                    message.warnings = $Array(object.warnings.length);
                    for (let i = 0; i < object.warnings.length; ++i) {
                        if (!$util.isObject(object.warnings[i]))
                            throw $TypeError(".bootswap.v1.Decision.warnings: object expected");
                        message.warnings[i] = $root.bootswap.v1.PlanWarning.fromObject(object.warnings[i], _depth + 1);
                    }
                }
                return message;
            };

            Decision.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.refusals = [];
                    object.warnings = [];
                }
                if (options.defaults) {
                    object.channel = "";
                    object.payloadId = "";
                    object.payloadEventId = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.atMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.atMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.hostsConsidered = 0;
                    object.planned = 0;
                    object.unchanged = 0;
                    object.refused = 0;
                }
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel"))
                    object.channel = message.channel;
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    object.payloadId = message.payloadId;
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId"))
                    object.payloadEventId = message.payloadEventId;
                if (message.atMs != null && $Object.hasOwnProperty.call(message, "atMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.atMs = typeof message.atMs === "number" ? $BigInt(message.atMs) : $util.Long.fromBits(message.atMs.low >>> 0, message.atMs.high >>> 0, false).toBigInt();
                    else if (typeof message.atMs === "number")
                        object.atMs = options.longs === $String ? $String(message.atMs) : message.atMs;
                    else
                        object.atMs = options.longs === $String ? $util.Long.prototype.toString.call(message.atMs) : options.longs === $Number ? new $util.LongBits(message.atMs.low >>> 0, message.atMs.high >>> 0).toNumber() : message.atMs;
                if (message.hostsConsidered != null && $Object.hasOwnProperty.call(message, "hostsConsidered"))
                    object.hostsConsidered = message.hostsConsidered;
                if (message.planned != null && $Object.hasOwnProperty.call(message, "planned"))
                    object.planned = message.planned;
                if (message.unchanged != null && $Object.hasOwnProperty.call(message, "unchanged"))
                    object.unchanged = message.unchanged;
                if (message.refused != null && $Object.hasOwnProperty.call(message, "refused"))
                    object.refused = message.refused;
                if (message.refusals && message.refusals.length) {
                    object.refusals = $Array(message.refusals.length);
                    for (let j = 0; j < message.refusals.length; ++j)
                        object.refusals[j] = $root.bootswap.v1.Refusal.toObject(message.refusals[j], options, _depth + 1);
                }
                if (message.warnings && message.warnings.length) {
                    object.warnings = $Array(message.warnings.length);
                    for (let j = 0; j < message.warnings.length; ++j)
                        object.warnings[j] = $root.bootswap.v1.PlanWarning.toObject(message.warnings[j], options, _depth + 1);
                }
                return object;
            };

            Decision.prototype.toJSON = function() {
                return Decision.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Decision;
        })();

        v1.PlanWarning = (function() {

            const PlanWarning = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PlanWarning.prototype.code = "";
            PlanWarning.prototype.hosts = 0;
            PlanWarning.prototype.detail = "";

            PlanWarning.create = function(properties) {
                return new PlanWarning(properties);
            };

            PlanWarning.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(10).string(message.code);
                if (message.hosts != null && $Object.hasOwnProperty.call(message, "hosts") && message.hosts !== 0)
                    writer.uint32(16).uint32(message.hosts);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(26).string(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PlanWarning.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.PlanWarning();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.hosts = value;
                            else
                                delete message.hosts;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PlanWarning.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.hosts != null && $Object.hasOwnProperty.call(message, "hosts"))
                    if (!$util.isInteger(message.hosts))
                        return "hosts: integer expected";
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    if (!$util.isString(message.detail))
                        return "detail: string expected";
                return null;
            };

            PlanWarning.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.PlanWarning)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.PlanWarning: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.PlanWarning();
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.hosts != null)
                    if ($Number(object.hosts) !== 0)
                        message.hosts = object.hosts >>> 0;
                if (object.detail != null)
                    if (typeof object.detail !== "string" || object.detail.length)
                        message.detail = $String(object.detail);
                return message;
            };

            PlanWarning.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.code = "";
                    object.hosts = 0;
                    object.detail = "";
                }
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.hosts != null && $Object.hasOwnProperty.call(message, "hosts"))
                    object.hosts = message.hosts;
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                return object;
            };

            PlanWarning.prototype.toJSON = function() {
                return PlanWarning.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PlanWarning;
        })();

        v1.Refusal = (function() {

            const Refusal = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Refusal.prototype.host = "";
            Refusal.prototype.code = "";
            Refusal.prototype.detail = "";

            Refusal.create = function(properties) {
                return new Refusal(properties);
            };

            Refusal.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(10).string(message.host);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(18).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail !== "")
                    writer.uint32(26).string(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Refusal.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.Refusal();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Refusal.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    if (!$util.isString(message.host))
                        return "host: string expected";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    if (!$util.isString(message.detail))
                        return "detail: string expected";
                return null;
            };

            Refusal.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.Refusal)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.Refusal: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.Refusal();
                if (object.host != null)
                    if (typeof object.host !== "string" || object.host.length)
                        message.host = $String(object.host);
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.detail != null)
                    if (typeof object.detail !== "string" || object.detail.length)
                        message.detail = $String(object.detail);
                return message;
            };

            Refusal.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.host = "";
                    object.code = "";
                    object.detail = "";
                }
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    object.host = message.host;
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    object.detail = message.detail;
                return object;
            };

            Refusal.prototype.toJSON = function() {
                return Refusal.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Refusal;
        })();

        v1.Envelope = (function() {

            const Envelope = function (properties) {
                this.signatures = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Envelope.prototype.payload = $util.newBuffer([]);
            Envelope.prototype.payloadType = "";
            Envelope.prototype.signatures = $util.emptyArray;

            Envelope.create = function(properties) {
                return new Envelope(properties);
            };

            Envelope.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload") && message.payload.length)
                    writer.uint32(10).bytes(message.payload);
                if (message.payloadType != null && $Object.hasOwnProperty.call(message, "payloadType") && message.payloadType !== "")
                    writer.uint32(18).string(message.payloadType);
                if (message.signatures != null && message.signatures.length)
                    for (let i = 0; i < message.signatures.length; ++i)
                        $root.bootswap.v1.Signature.encode(message.signatures[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Envelope.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.Envelope();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.payload = value;
                            else
                                delete message.payload;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadType = value;
                            else
                                delete message.payloadType;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.signatures && message.signatures.length))
                                message.signatures = [];
                            message.signatures.push($root.bootswap.v1.Signature.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Envelope.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                    if (!(message.payload && typeof message.payload.length === "number" || $util.isString(message.payload)))
                        return "payload: buffer expected";
                if (message.payloadType != null && $Object.hasOwnProperty.call(message, "payloadType"))
                    if (!$util.isString(message.payloadType))
                        return "payloadType: string expected";
                if (message.signatures != null && $Object.hasOwnProperty.call(message, "signatures")) {
                    if (!$Array.isArray(message.signatures))
                        return "signatures: array expected";
                    for (let i = 0; i < message.signatures.length; ++i) {
                        let error = $root.bootswap.v1.Signature.verify(message.signatures[i], _depth + 1);
                        if (error)
                            return "signatures." + error;
                    }
                }
                return null;
            };

            Envelope.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.Envelope)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.Envelope: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.Envelope();
                if (object.payload != null)
                    if (object.payload.length)
                        if (typeof object.payload === "string")
                            $util.base64.decode(object.payload, message.payload = $util.newBuffer($util.base64.length(object.payload)), 0);
                        else if (object.payload.length >= 0)
                            message.payload = object.payload;
                if (object.payloadType != null)
                    if (typeof object.payloadType !== "string" || object.payloadType.length)
                        message.payloadType = $String(object.payloadType);
                if (object.signatures) {
                    if (!$Array.isArray(object.signatures))
                        throw $TypeError(".bootswap.v1.Envelope.signatures: array expected");
                    message.signatures = $Array(object.signatures.length);
                    for (let i = 0; i < object.signatures.length; ++i) {
                        if (!$util.isObject(object.signatures[i]))
                            throw $TypeError(".bootswap.v1.Envelope.signatures: object expected");
                        message.signatures[i] = $root.bootswap.v1.Signature.fromObject(object.signatures[i], _depth + 1);
                    }
                }
                return message;
            };

            Envelope.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.signatures = [];
                if (options.defaults) {
                    if (options.bytes === $String)
                        object.payload = "";
                    else {
                        object.payload = [];
                        if (options.bytes !== $Array)
                            object.payload = $util.newBuffer(object.payload);
                    }
                    object.payloadType = "";
                }
                if (message.payload != null && $Object.hasOwnProperty.call(message, "payload"))
                    object.payload = options.bytes === $String ? $util.base64.encode(message.payload, 0, message.payload.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.payload) : message.payload;
                if (message.payloadType != null && $Object.hasOwnProperty.call(message, "payloadType"))
                    object.payloadType = message.payloadType;
                if (message.signatures && message.signatures.length) {
                    object.signatures = $Array(message.signatures.length);
                    for (let j = 0; j < message.signatures.length; ++j)
                        object.signatures[j] = $root.bootswap.v1.Signature.toObject(message.signatures[j], options, _depth + 1);
                }
                return object;
            };

            Envelope.prototype.toJSON = function() {
                return Envelope.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Envelope;
        })();

        v1.Signature = (function() {

            const Signature = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Signature.prototype.sig = $util.newBuffer([]);
            Signature.prototype.keyid = "";

            Signature.create = function(properties) {
                return new Signature(properties);
            };

            Signature.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sig != null && $Object.hasOwnProperty.call(message, "sig") && message.sig.length)
                    writer.uint32(10).bytes(message.sig);
                if (message.keyid != null && $Object.hasOwnProperty.call(message, "keyid") && message.keyid !== "")
                    writer.uint32(18).string(message.keyid);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Signature.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.Signature();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sig = value;
                            else
                                delete message.sig;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.keyid = value;
                            else
                                delete message.keyid;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Signature.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.sig != null && $Object.hasOwnProperty.call(message, "sig"))
                    if (!(message.sig && typeof message.sig.length === "number" || $util.isString(message.sig)))
                        return "sig: buffer expected";
                if (message.keyid != null && $Object.hasOwnProperty.call(message, "keyid"))
                    if (!$util.isString(message.keyid))
                        return "keyid: string expected";
                return null;
            };

            Signature.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.Signature)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.Signature: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.Signature();
                if (object.sig != null)
                    if (object.sig.length)
                        if (typeof object.sig === "string")
                            $util.base64.decode(object.sig, message.sig = $util.newBuffer($util.base64.length(object.sig)), 0);
                        else if (object.sig.length >= 0)
                            message.sig = object.sig;
                if (object.keyid != null)
                    if (typeof object.keyid !== "string" || object.keyid.length)
                        message.keyid = $String(object.keyid);
                return message;
            };

            Signature.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if (options.bytes === $String)
                        object.sig = "";
                    else {
                        object.sig = [];
                        if (options.bytes !== $Array)
                            object.sig = $util.newBuffer(object.sig);
                    }
                    object.keyid = "";
                }
                if (message.sig != null && $Object.hasOwnProperty.call(message, "sig"))
                    object.sig = options.bytes === $String ? $util.base64.encode(message.sig, 0, message.sig.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sig) : message.sig;
                if (message.keyid != null && $Object.hasOwnProperty.call(message, "keyid"))
                    object.keyid = message.keyid;
                return object;
            };

            Signature.prototype.toJSON = function() {
                return Signature.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Signature;
        })();

        v1.EvidenceKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "EVIDENCE_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "EVIDENCE_KIND_BOOT_FILE"] = 1;
            values[valuesById[2] = "EVIDENCE_KIND_VARIABLES"] = 2;
            values[valuesById[3] = "EVIDENCE_KIND_TPM_LOG"] = 3;
            return values;
        })();

        v1.Evidence = (function() {

            const Evidence = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Evidence.prototype.kind = 0;
            Evidence.prototype.rules = 0;
            Evidence.prototype.content = $util.newBuffer([]);

            Evidence.create = function(properties) {
                return new Evidence(properties);
            };

            Evidence.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(8).int32(message.kind);
                if (message.rules != null && $Object.hasOwnProperty.call(message, "rules") && message.rules !== 0)
                    writer.uint32(16).uint32(message.rules);
                if (message.content != null && $Object.hasOwnProperty.call(message, "content") && message.content.length)
                    writer.uint32(26).bytes(message.content);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Evidence.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.Evidence();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.rules = value;
                            else
                                delete message.rules;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.content = value;
                            else
                                delete message.content;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Evidence.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    if (typeof message.kind !== "number" || (message.kind | 0) !== message.kind)
                        return "kind: enum value expected";
                if (message.rules != null && $Object.hasOwnProperty.call(message, "rules"))
                    if (!$util.isInteger(message.rules))
                        return "rules: integer expected";
                if (message.content != null && $Object.hasOwnProperty.call(message, "content"))
                    if (!(message.content && typeof message.content.length === "number" || $util.isString(message.content)))
                        return "content: buffer expected";
                return null;
            };

            Evidence.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.Evidence)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.Evidence: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.Evidence();
                if (object.kind !== 0 && (typeof object.kind !== "string" || $root.bootswap.v1.EvidenceKind[object.kind] !== 0))
                    switch (object.kind) {
                    case "EVIDENCE_KIND_UNSPECIFIED":
                    case 0:
                        message.kind = 0;
                        break;
                    case "EVIDENCE_KIND_BOOT_FILE":
                    case 1:
                        message.kind = 1;
                        break;
                    case "EVIDENCE_KIND_VARIABLES":
                    case 2:
                        message.kind = 2;
                        break;
                    case "EVIDENCE_KIND_TPM_LOG":
                    case 3:
                        message.kind = 3;
                        break;
                    default:
                        if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                            message.kind = object.kind;
                    }
                if (object.rules != null)
                    if ($Number(object.rules) !== 0)
                        message.rules = object.rules >>> 0;
                if (object.content != null)
                    if (object.content.length)
                        if (typeof object.content === "string")
                            $util.base64.decode(object.content, message.content = $util.newBuffer($util.base64.length(object.content)), 0);
                        else if (object.content.length >= 0)
                            message.content = object.content;
                return message;
            };

            Evidence.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.kind = options.enums === $String ? "EVIDENCE_KIND_UNSPECIFIED" : 0;
                    object.rules = 0;
                    if (options.bytes === $String)
                        object.content = "";
                    else {
                        object.content = [];
                        if (options.bytes !== $Array)
                            object.content = $util.newBuffer(object.content);
                    }
                }
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = options.enums === $String ? $root.bootswap.v1.EvidenceKind[message.kind] === $undefined ? message.kind : $root.bootswap.v1.EvidenceKind[message.kind] : message.kind;
                if (message.rules != null && $Object.hasOwnProperty.call(message, "rules"))
                    object.rules = message.rules;
                if (message.content != null && $Object.hasOwnProperty.call(message, "content"))
                    object.content = options.bytes === $String ? $util.base64.encode(message.content, 0, message.content.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.content) : message.content;
                return object;
            };

            Evidence.prototype.toJSON = function() {
                return Evidence.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Evidence;
        })();

        v1.VariableList = (function() {

            const VariableList = function (properties) {
                this.variables = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            VariableList.prototype.variables = $util.emptyArray;

            VariableList.create = function(properties) {
                return new VariableList(properties);
            };

            VariableList.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.variables != null && message.variables.length)
                    for (let i = 0; i < message.variables.length; ++i)
                        $root.bootswap.v1.EfiVariable.encode(message.variables[i], writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            VariableList.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.VariableList();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if (!(message.variables && message.variables.length))
                                message.variables = [];
                            message.variables.push($root.bootswap.v1.EfiVariable.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            VariableList.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.variables != null && $Object.hasOwnProperty.call(message, "variables")) {
                    if (!$Array.isArray(message.variables))
                        return "variables: array expected";
                    for (let i = 0; i < message.variables.length; ++i) {
                        let error = $root.bootswap.v1.EfiVariable.verify(message.variables[i], _depth + 1);
                        if (error)
                            return "variables." + error;
                    }
                }
                return null;
            };

            VariableList.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.VariableList)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.VariableList: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.VariableList();
                if (object.variables) {
                    if (!$Array.isArray(object.variables))
                        throw $TypeError(".bootswap.v1.VariableList.variables: array expected");
                    message.variables = $Array(object.variables.length);
                    for (let i = 0; i < object.variables.length; ++i) {
                        if (!$util.isObject(object.variables[i]))
                            throw $TypeError(".bootswap.v1.VariableList.variables: object expected");
                        message.variables[i] = $root.bootswap.v1.EfiVariable.fromObject(object.variables[i], _depth + 1);
                    }
                }
                return message;
            };

            VariableList.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.variables = [];
                if (message.variables && message.variables.length) {
                    object.variables = $Array(message.variables.length);
                    for (let j = 0; j < message.variables.length; ++j)
                        object.variables[j] = $root.bootswap.v1.EfiVariable.toObject(message.variables[j], options, _depth + 1);
                }
                return object;
            };

            VariableList.prototype.toJSON = function() {
                return VariableList.toObject(this, $protobuf.util.toJSONOptions);
            };

            return VariableList;
        })();

        v1.BootFileKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "BOOT_FILE_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "BOOT_FILE_KIND_IMAGE"] = 1;
            values[valuesById[2] = "BOOT_FILE_KIND_BOOT_CSV"] = 2;
            values[valuesById[3] = "BOOT_FILE_KIND_OPTIONS_CSV"] = 3;
            values[valuesById[4] = "BOOT_FILE_KIND_LOADER_ENTRY"] = 4;
            values[valuesById[5] = "BOOT_FILE_KIND_BROKEN"] = 5;
            return values;
        })();

        v1.BootFileRecord = (function() {

            const BootFileRecord = function (properties) {
                this.csvEntries = [];
                this.csvProblems = [];
                this.loaderImages = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BootFileRecord.prototype.kind = 0;
            BootFileRecord.prototype.image = null;
            BootFileRecord.prototype.csvEntries = $util.emptyArray;
            BootFileRecord.prototype.csvProblems = $util.emptyArray;
            BootFileRecord.prototype.secondStage = $util.newBuffer([]);
            BootFileRecord.prototype.loaderImages = $util.emptyArray;
            BootFileRecord.prototype.detail = $util.newBuffer([]);

            BootFileRecord.create = function(properties) {
                return new BootFileRecord(properties);
            };

            BootFileRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(8).int32(message.kind);
                if (message.image != null && $Object.hasOwnProperty.call(message, "image"))
                    $root.bootswap.v1.BootImageRecord.encode(message.image, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.csvEntries != null && message.csvEntries.length)
                    for (let i = 0; i < message.csvEntries.length; ++i)
                        $root.bootswap.v1.CsvEntryRecord.encode(message.csvEntries[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.csvProblems != null && message.csvProblems.length)
                    for (let i = 0; i < message.csvProblems.length; ++i)
                        $root.bootswap.v1.CsvProblemRecord.encode(message.csvProblems[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.secondStage != null && $Object.hasOwnProperty.call(message, "secondStage") && message.secondStage.length)
                    writer.uint32(42).bytes(message.secondStage);
                if (message.loaderImages != null && message.loaderImages.length)
                    for (let i = 0; i < message.loaderImages.length; ++i)
                        writer.uint32(50).bytes(message.loaderImages[i]);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail.length)
                    writer.uint32(58).bytes(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BootFileRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.BootFileRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.image = $root.bootswap.v1.BootImageRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.image);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.csvEntries && message.csvEntries.length))
                                message.csvEntries = [];
                            message.csvEntries.push($root.bootswap.v1.CsvEntryRecord.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.csvProblems && message.csvProblems.length))
                                message.csvProblems = [];
                            message.csvProblems.push($root.bootswap.v1.CsvProblemRecord.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.secondStage = value;
                            else
                                delete message.secondStage;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.loaderImages && message.loaderImages.length))
                                message.loaderImages = [];
                            message.loaderImages.push(reader.bytes());
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BootFileRecord.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    if (typeof message.kind !== "number" || (message.kind | 0) !== message.kind)
                        return "kind: enum value expected";
                if (message.image != null && $Object.hasOwnProperty.call(message, "image")) {
                    let error = $root.bootswap.v1.BootImageRecord.verify(message.image, _depth + 1);
                    if (error)
                        return "image." + error;
                }
                if (message.csvEntries != null && $Object.hasOwnProperty.call(message, "csvEntries")) {
                    if (!$Array.isArray(message.csvEntries))
                        return "csvEntries: array expected";
                    for (let i = 0; i < message.csvEntries.length; ++i) {
                        let error = $root.bootswap.v1.CsvEntryRecord.verify(message.csvEntries[i], _depth + 1);
                        if (error)
                            return "csvEntries." + error;
                    }
                }
                if (message.csvProblems != null && $Object.hasOwnProperty.call(message, "csvProblems")) {
                    if (!$Array.isArray(message.csvProblems))
                        return "csvProblems: array expected";
                    for (let i = 0; i < message.csvProblems.length; ++i) {
                        let error = $root.bootswap.v1.CsvProblemRecord.verify(message.csvProblems[i], _depth + 1);
                        if (error)
                            return "csvProblems." + error;
                    }
                }
                if (message.secondStage != null && $Object.hasOwnProperty.call(message, "secondStage"))
                    if (!(message.secondStage && typeof message.secondStage.length === "number" || $util.isString(message.secondStage)))
                        return "secondStage: buffer expected";
                if (message.loaderImages != null && $Object.hasOwnProperty.call(message, "loaderImages")) {
                    if (!$Array.isArray(message.loaderImages))
                        return "loaderImages: array expected";
                    for (let i = 0; i < message.loaderImages.length; ++i)
                        if (!(message.loaderImages[i] && typeof message.loaderImages[i].length === "number" || $util.isString(message.loaderImages[i])))
                            return "loaderImages: buffer[] expected";
                }
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    if (!(message.detail && typeof message.detail.length === "number" || $util.isString(message.detail)))
                        return "detail: buffer expected";
                return null;
            };

            BootFileRecord.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.BootFileRecord)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.BootFileRecord: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.BootFileRecord();
                if (object.kind !== 0 && (typeof object.kind !== "string" || $root.bootswap.v1.BootFileKind[object.kind] !== 0))
                    switch (object.kind) {
                    case "BOOT_FILE_KIND_UNSPECIFIED":
                    case 0:
                        message.kind = 0;
                        break;
                    case "BOOT_FILE_KIND_IMAGE":
                    case 1:
                        message.kind = 1;
                        break;
                    case "BOOT_FILE_KIND_BOOT_CSV":
                    case 2:
                        message.kind = 2;
                        break;
                    case "BOOT_FILE_KIND_OPTIONS_CSV":
                    case 3:
                        message.kind = 3;
                        break;
                    case "BOOT_FILE_KIND_LOADER_ENTRY":
                    case 4:
                        message.kind = 4;
                        break;
                    case "BOOT_FILE_KIND_BROKEN":
                    case 5:
                        message.kind = 5;
                        break;
                    default:
                        if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                            message.kind = object.kind;
                    }
                if (object.image != null) {
                    if (!$util.isObject(object.image))
                        throw $TypeError(".bootswap.v1.BootFileRecord.image: object expected");
                    message.image = $root.bootswap.v1.BootImageRecord.fromObject(object.image, _depth + 1);
                }
                if (object.csvEntries) {
                    if (!$Array.isArray(object.csvEntries))
                        throw $TypeError(".bootswap.v1.BootFileRecord.csvEntries: array expected");
                    message.csvEntries = $Array(object.csvEntries.length);
                    for (let i = 0; i < object.csvEntries.length; ++i) {
                        if (!$util.isObject(object.csvEntries[i]))
                            throw $TypeError(".bootswap.v1.BootFileRecord.csvEntries: object expected");
                        message.csvEntries[i] = $root.bootswap.v1.CsvEntryRecord.fromObject(object.csvEntries[i], _depth + 1);
                    }
                }
                if (object.csvProblems) {
                    if (!$Array.isArray(object.csvProblems))
                        throw $TypeError(".bootswap.v1.BootFileRecord.csvProblems: array expected");
                    message.csvProblems = $Array(object.csvProblems.length);
                    for (let i = 0; i < object.csvProblems.length; ++i) {
                        if (!$util.isObject(object.csvProblems[i]))
                            throw $TypeError(".bootswap.v1.BootFileRecord.csvProblems: object expected");
                        message.csvProblems[i] = $root.bootswap.v1.CsvProblemRecord.fromObject(object.csvProblems[i], _depth + 1);
                    }
                }
                if (object.secondStage != null)
                    if (object.secondStage.length)
                        if (typeof object.secondStage === "string")
                            $util.base64.decode(object.secondStage, message.secondStage = $util.newBuffer($util.base64.length(object.secondStage)), 0);
                        else if (object.secondStage.length >= 0)
                            message.secondStage = object.secondStage;
                if (object.loaderImages) {
                    if (!$Array.isArray(object.loaderImages))
                        throw $TypeError(".bootswap.v1.BootFileRecord.loaderImages: array expected");
                    message.loaderImages = $Array(object.loaderImages.length);
                    for (let i = 0; i < object.loaderImages.length; ++i)
                        if (typeof object.loaderImages[i] === "string")
                            $util.base64.decode(object.loaderImages[i], message.loaderImages[i] = $util.newBuffer($util.base64.length(object.loaderImages[i])), 0);
                        else if (object.loaderImages[i].length >= 0)
                            message.loaderImages[i] = object.loaderImages[i];
                }
                if (object.detail != null)
                    if (object.detail.length)
                        if (typeof object.detail === "string")
                            $util.base64.decode(object.detail, message.detail = $util.newBuffer($util.base64.length(object.detail)), 0);
                        else if (object.detail.length >= 0)
                            message.detail = object.detail;
                return message;
            };

            BootFileRecord.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.csvEntries = [];
                    object.csvProblems = [];
                    object.loaderImages = [];
                }
                if (options.defaults) {
                    object.kind = options.enums === $String ? "BOOT_FILE_KIND_UNSPECIFIED" : 0;
                    object.image = null;
                    if (options.bytes === $String)
                        object.secondStage = "";
                    else {
                        object.secondStage = [];
                        if (options.bytes !== $Array)
                            object.secondStage = $util.newBuffer(object.secondStage);
                    }
                    if (options.bytes === $String)
                        object.detail = "";
                    else {
                        object.detail = [];
                        if (options.bytes !== $Array)
                            object.detail = $util.newBuffer(object.detail);
                    }
                }
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = options.enums === $String ? $root.bootswap.v1.BootFileKind[message.kind] === $undefined ? message.kind : $root.bootswap.v1.BootFileKind[message.kind] : message.kind;
                if (message.image != null && $Object.hasOwnProperty.call(message, "image"))
                    object.image = $root.bootswap.v1.BootImageRecord.toObject(message.image, options, _depth + 1);
                if (message.csvEntries && message.csvEntries.length) {
                    object.csvEntries = $Array(message.csvEntries.length);
                    for (let j = 0; j < message.csvEntries.length; ++j)
                        object.csvEntries[j] = $root.bootswap.v1.CsvEntryRecord.toObject(message.csvEntries[j], options, _depth + 1);
                }
                if (message.csvProblems && message.csvProblems.length) {
                    object.csvProblems = $Array(message.csvProblems.length);
                    for (let j = 0; j < message.csvProblems.length; ++j)
                        object.csvProblems[j] = $root.bootswap.v1.CsvProblemRecord.toObject(message.csvProblems[j], options, _depth + 1);
                }
                if (message.secondStage != null && $Object.hasOwnProperty.call(message, "secondStage"))
                    object.secondStage = options.bytes === $String ? $util.base64.encode(message.secondStage, 0, message.secondStage.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.secondStage) : message.secondStage;
                if (message.loaderImages && message.loaderImages.length) {
                    object.loaderImages = $Array(message.loaderImages.length);
                    for (let j = 0; j < message.loaderImages.length; ++j)
                        object.loaderImages[j] = options.bytes === $String ? $util.base64.encode(message.loaderImages[j], 0, message.loaderImages[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.loaderImages[j]) : message.loaderImages[j];
                }
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    object.detail = options.bytes === $String ? $util.base64.encode(message.detail, 0, message.detail.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.detail) : message.detail;
                return object;
            };

            BootFileRecord.prototype.toJSON = function() {
                return BootFileRecord.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BootFileRecord;
        })();

        v1.CsvEntryRecord = (function() {

            const CsvEntryRecord = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CsvEntryRecord.prototype.line = 0;
            CsvEntryRecord.prototype.file = $util.newBuffer([]);
            CsvEntryRecord.prototype.label = $util.newBuffer([]);
            CsvEntryRecord.prototype["arguments"] = $util.newBuffer([]);

            CsvEntryRecord.create = function(properties) {
                return new CsvEntryRecord(properties);
            };

            CsvEntryRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.line != null && $Object.hasOwnProperty.call(message, "line") && message.line !== 0)
                    writer.uint32(8).uint32(message.line);
                if (message.file != null && $Object.hasOwnProperty.call(message, "file") && message.file.length)
                    writer.uint32(18).bytes(message.file);
                if (message.label != null && $Object.hasOwnProperty.call(message, "label") && message.label.length)
                    writer.uint32(26).bytes(message.label);
                if (message["arguments"] != null && $Object.hasOwnProperty.call(message, "arguments") && message["arguments"].length)
                    writer.uint32(34).bytes(message["arguments"]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CsvEntryRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.CsvEntryRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.line = value;
                            else
                                delete message.line;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.file = value;
                            else
                                delete message.file;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.label = value;
                            else
                                delete message.label;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message["arguments"] = value;
                            else
                                delete message["arguments"];
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            CsvEntryRecord.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.line != null && $Object.hasOwnProperty.call(message, "line"))
                    if (!$util.isInteger(message.line))
                        return "line: integer expected";
                if (message.file != null && $Object.hasOwnProperty.call(message, "file"))
                    if (!(message.file && typeof message.file.length === "number" || $util.isString(message.file)))
                        return "file: buffer expected";
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    if (!(message.label && typeof message.label.length === "number" || $util.isString(message.label)))
                        return "label: buffer expected";
                if (message["arguments"] != null && $Object.hasOwnProperty.call(message, "arguments"))
                    if (!(message["arguments"] && typeof message["arguments"].length === "number" || $util.isString(message["arguments"])))
                        return "arguments: buffer expected";
                return null;
            };

            CsvEntryRecord.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.CsvEntryRecord)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.CsvEntryRecord: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.CsvEntryRecord();
                if (object.line != null)
                    if ($Number(object.line) !== 0)
                        message.line = object.line >>> 0;
                if (object.file != null)
                    if (object.file.length)
                        if (typeof object.file === "string")
                            $util.base64.decode(object.file, message.file = $util.newBuffer($util.base64.length(object.file)), 0);
                        else if (object.file.length >= 0)
                            message.file = object.file;
                if (object.label != null)
                    if (object.label.length)
                        if (typeof object.label === "string")
                            $util.base64.decode(object.label, message.label = $util.newBuffer($util.base64.length(object.label)), 0);
                        else if (object.label.length >= 0)
                            message.label = object.label;
                if (object["arguments"] != null)
                    if (object["arguments"].length)
                        if (typeof object["arguments"] === "string")
                            $util.base64.decode(object["arguments"], message["arguments"] = $util.newBuffer($util.base64.length(object["arguments"])), 0);
                        else if (object["arguments"].length >= 0)
                            message["arguments"] = object["arguments"];
                return message;
            };

            CsvEntryRecord.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.line = 0;
                    if (options.bytes === $String)
                        object.file = "";
                    else {
                        object.file = [];
                        if (options.bytes !== $Array)
                            object.file = $util.newBuffer(object.file);
                    }
                    if (options.bytes === $String)
                        object.label = "";
                    else {
                        object.label = [];
                        if (options.bytes !== $Array)
                            object.label = $util.newBuffer(object.label);
                    }
                    if (options.bytes === $String)
                        object["arguments"] = "";
                    else {
                        object["arguments"] = [];
                        if (options.bytes !== $Array)
                            object["arguments"] = $util.newBuffer(object["arguments"]);
                    }
                }
                if (message.line != null && $Object.hasOwnProperty.call(message, "line"))
                    object.line = message.line;
                if (message.file != null && $Object.hasOwnProperty.call(message, "file"))
                    object.file = options.bytes === $String ? $util.base64.encode(message.file, 0, message.file.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.file) : message.file;
                if (message.label != null && $Object.hasOwnProperty.call(message, "label"))
                    object.label = options.bytes === $String ? $util.base64.encode(message.label, 0, message.label.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.label) : message.label;
                if (message["arguments"] != null && $Object.hasOwnProperty.call(message, "arguments"))
                    object["arguments"] = options.bytes === $String ? $util.base64.encode(message["arguments"], 0, message["arguments"].length) : options.bytes === $Array ? $Array.prototype.slice.call(message["arguments"]) : message["arguments"];
                return object;
            };

            CsvEntryRecord.prototype.toJSON = function() {
                return CsvEntryRecord.toObject(this, $protobuf.util.toJSONOptions);
            };

            return CsvEntryRecord;
        })();

        v1.CsvProblemRecord = (function() {

            const CsvProblemRecord = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            CsvProblemRecord.prototype.line = 0;
            CsvProblemRecord.prototype.code = "";

            CsvProblemRecord.create = function(properties) {
                return new CsvProblemRecord(properties);
            };

            CsvProblemRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.line != null && $Object.hasOwnProperty.call(message, "line") && message.line !== 0)
                    writer.uint32(8).uint32(message.line);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(18).string(message.code);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            CsvProblemRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.CsvProblemRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.line = value;
                            else
                                delete message.line;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            CsvProblemRecord.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.line != null && $Object.hasOwnProperty.call(message, "line"))
                    if (!$util.isInteger(message.line))
                        return "line: integer expected";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                return null;
            };

            CsvProblemRecord.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.CsvProblemRecord)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.CsvProblemRecord: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.CsvProblemRecord();
                if (object.line != null)
                    if ($Number(object.line) !== 0)
                        message.line = object.line >>> 0;
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                return message;
            };

            CsvProblemRecord.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.line = 0;
                    object.code = "";
                }
                if (message.line != null && $Object.hasOwnProperty.call(message, "line"))
                    object.line = message.line;
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                return object;
            };

            CsvProblemRecord.prototype.toJSON = function() {
                return CsvProblemRecord.toObject(this, $protobuf.util.toJSONOptions);
            };

            return CsvProblemRecord;
        })();

        v1.ImageRole = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "IMAGE_ROLE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "IMAGE_ROLE_SHIM"] = 1;
            values[valuesById[2] = "IMAGE_ROLE_GRUB"] = 2;
            values[valuesById[3] = "IMAGE_ROLE_SYSTEMD_BOOT"] = 3;
            values[valuesById[4] = "IMAGE_ROLE_UNIFIED_KERNEL"] = 4;
            values[valuesById[5] = "IMAGE_ROLE_KERNEL"] = 5;
            values[valuesById[6] = "IMAGE_ROLE_OTHER"] = 6;
            return values;
        })();

        v1.SbatState = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SBAT_STATE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "SBAT_STATE_ABSENT"] = 1;
            values[valuesById[2] = "SBAT_STATE_VALID"] = 2;
            values[valuesById[3] = "SBAT_STATE_INVALID"] = 3;
            return values;
        })();

        v1.BootImageRecord = (function() {

            const BootImageRecord = function (properties) {
                this.certificates = [];
                this.signatures = [];
                this.sbat = [];
                this.findings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BootImageRecord.prototype.role = 0;
            BootImageRecord.prototype.machine = 0;
            BootImageRecord.prototype.subsystem = 0;
            BootImageRecord.prototype.isNxCompatible = false;
            BootImageRecord.prototype.sha256 = $util.newBuffer([]);
            BootImageRecord.prototype.sha1 = $util.newBuffer([]);
            BootImageRecord.prototype.paddedSha256 = $util.newBuffer([]);
            BootImageRecord.prototype.paddedSha1 = $util.newBuffer([]);
            BootImageRecord.prototype.certificates = $util.emptyArray;
            BootImageRecord.prototype.signatures = $util.emptyArray;
            BootImageRecord.prototype.sbatState = 0;
            BootImageRecord.prototype.sbat = $util.emptyArray;
            BootImageRecord.prototype.shim = null;
            BootImageRecord.prototype.revocations = null;
            BootImageRecord.prototype.addedTrust = null;
            BootImageRecord.prototype.findings = $util.emptyArray;

            BootImageRecord.create = function(properties) {
                return new BootImageRecord(properties);
            };

            BootImageRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.role != null && $Object.hasOwnProperty.call(message, "role") && message.role !== 0)
                    writer.uint32(8).int32(message.role);
                if (message.machine != null && $Object.hasOwnProperty.call(message, "machine") && message.machine !== 0)
                    writer.uint32(16).uint32(message.machine);
                if (message.subsystem != null && $Object.hasOwnProperty.call(message, "subsystem") && message.subsystem !== 0)
                    writer.uint32(24).uint32(message.subsystem);
                if (message.isNxCompatible != null && $Object.hasOwnProperty.call(message, "isNxCompatible") && message.isNxCompatible !== false)
                    writer.uint32(32).bool(message.isNxCompatible);
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                    writer.uint32(42).bytes(message.sha256);
                if (message.sha1 != null && $Object.hasOwnProperty.call(message, "sha1") && message.sha1.length)
                    writer.uint32(50).bytes(message.sha1);
                if (message.paddedSha256 != null && $Object.hasOwnProperty.call(message, "paddedSha256") && message.paddedSha256.length)
                    writer.uint32(58).bytes(message.paddedSha256);
                if (message.paddedSha1 != null && $Object.hasOwnProperty.call(message, "paddedSha1") && message.paddedSha1.length)
                    writer.uint32(66).bytes(message.paddedSha1);
                if (message.certificates != null && message.certificates.length)
                    for (let i = 0; i < message.certificates.length; ++i)
                        writer.uint32(74).bytes(message.certificates[i]);
                if (message.signatures != null && message.signatures.length)
                    for (let i = 0; i < message.signatures.length; ++i)
                        $root.bootswap.v1.ImageSignatureRecord.encode(message.signatures[i], writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.sbatState != null && $Object.hasOwnProperty.call(message, "sbatState") && message.sbatState !== 0)
                    writer.uint32(88).int32(message.sbatState);
                if (message.sbat != null && message.sbat.length)
                    for (let i = 0; i < message.sbat.length; ++i)
                        $root.bootswap.v1.SbatEntryRecord.encode(message.sbat[i], writer.uint32(98).fork(), _depth + 1).ldelim();
                if (message.shim != null && $Object.hasOwnProperty.call(message, "shim"))
                    $root.bootswap.v1.ShimRecord.encode(message.shim, writer.uint32(106).fork(), _depth + 1).ldelim();
                if (message.revocations != null && $Object.hasOwnProperty.call(message, "revocations"))
                    $root.bootswap.v1.SbatLevelsRecord.encode(message.revocations, writer.uint32(114).fork(), _depth + 1).ldelim();
                if (message.addedTrust != null && $Object.hasOwnProperty.call(message, "addedTrust"))
                    $root.bootswap.v1.TrustListRecord.encode(message.addedTrust, writer.uint32(122).fork(), _depth + 1).ldelim();
                if (message.findings != null && message.findings.length)
                    for (let i = 0; i < message.findings.length; ++i)
                        $root.bootswap.v1.FindingRecord.encode(message.findings[i], writer.uint32(130).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BootImageRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.BootImageRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.role = value;
                            else
                                delete message.role;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.machine = value;
                            else
                                delete message.machine;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.subsystem = value;
                            else
                                delete message.subsystem;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isNxCompatible = value;
                            else
                                delete message.isNxCompatible;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha1 = value;
                            else
                                delete message.sha1;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.paddedSha256 = value;
                            else
                                delete message.paddedSha256;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.paddedSha1 = value;
                            else
                                delete message.paddedSha1;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.certificates && message.certificates.length))
                                message.certificates = [];
                            message.certificates.push(reader.bytes());
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.signatures && message.signatures.length))
                                message.signatures = [];
                            message.signatures.push($root.bootswap.v1.ImageSignatureRecord.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.sbatState = value;
                            else
                                delete message.sbatState;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            if (!(message.sbat && message.sbat.length))
                                message.sbat = [];
                            message.sbat.push($root.bootswap.v1.SbatEntryRecord.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            message.shim = $root.bootswap.v1.ShimRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.shim);
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            message.revocations = $root.bootswap.v1.SbatLevelsRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.revocations);
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.addedTrust = $root.bootswap.v1.TrustListRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.addedTrust);
                            continue;
                        }
                    case 16: {
                            if (wireType !== 2)
                                break;
                            if (!(message.findings && message.findings.length))
                                message.findings = [];
                            message.findings.push($root.bootswap.v1.FindingRecord.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BootImageRecord.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.role != null && $Object.hasOwnProperty.call(message, "role"))
                    if (typeof message.role !== "number" || (message.role | 0) !== message.role)
                        return "role: enum value expected";
                if (message.machine != null && $Object.hasOwnProperty.call(message, "machine"))
                    if (!$util.isInteger(message.machine))
                        return "machine: integer expected";
                if (message.subsystem != null && $Object.hasOwnProperty.call(message, "subsystem"))
                    if (!$util.isInteger(message.subsystem))
                        return "subsystem: integer expected";
                if (message.isNxCompatible != null && $Object.hasOwnProperty.call(message, "isNxCompatible"))
                    if (typeof message.isNxCompatible !== "boolean")
                        return "isNxCompatible: boolean expected";
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256"))
                    if (!(message.sha256 && typeof message.sha256.length === "number" || $util.isString(message.sha256)))
                        return "sha256: buffer expected";
                if (message.sha1 != null && $Object.hasOwnProperty.call(message, "sha1"))
                    if (!(message.sha1 && typeof message.sha1.length === "number" || $util.isString(message.sha1)))
                        return "sha1: buffer expected";
                if (message.paddedSha256 != null && $Object.hasOwnProperty.call(message, "paddedSha256"))
                    if (!(message.paddedSha256 && typeof message.paddedSha256.length === "number" || $util.isString(message.paddedSha256)))
                        return "paddedSha256: buffer expected";
                if (message.paddedSha1 != null && $Object.hasOwnProperty.call(message, "paddedSha1"))
                    if (!(message.paddedSha1 && typeof message.paddedSha1.length === "number" || $util.isString(message.paddedSha1)))
                        return "paddedSha1: buffer expected";
                if (message.certificates != null && $Object.hasOwnProperty.call(message, "certificates")) {
                    if (!$Array.isArray(message.certificates))
                        return "certificates: array expected";
                    for (let i = 0; i < message.certificates.length; ++i)
                        if (!(message.certificates[i] && typeof message.certificates[i].length === "number" || $util.isString(message.certificates[i])))
                            return "certificates: buffer[] expected";
                }
                if (message.signatures != null && $Object.hasOwnProperty.call(message, "signatures")) {
                    if (!$Array.isArray(message.signatures))
                        return "signatures: array expected";
                    for (let i = 0; i < message.signatures.length; ++i) {
                        let error = $root.bootswap.v1.ImageSignatureRecord.verify(message.signatures[i], _depth + 1);
                        if (error)
                            return "signatures." + error;
                    }
                }
                if (message.sbatState != null && $Object.hasOwnProperty.call(message, "sbatState"))
                    if (typeof message.sbatState !== "number" || (message.sbatState | 0) !== message.sbatState)
                        return "sbatState: enum value expected";
                if (message.sbat != null && $Object.hasOwnProperty.call(message, "sbat")) {
                    if (!$Array.isArray(message.sbat))
                        return "sbat: array expected";
                    for (let i = 0; i < message.sbat.length; ++i) {
                        let error = $root.bootswap.v1.SbatEntryRecord.verify(message.sbat[i], _depth + 1);
                        if (error)
                            return "sbat." + error;
                    }
                }
                if (message.shim != null && $Object.hasOwnProperty.call(message, "shim")) {
                    let error = $root.bootswap.v1.ShimRecord.verify(message.shim, _depth + 1);
                    if (error)
                        return "shim." + error;
                }
                if (message.revocations != null && $Object.hasOwnProperty.call(message, "revocations")) {
                    let error = $root.bootswap.v1.SbatLevelsRecord.verify(message.revocations, _depth + 1);
                    if (error)
                        return "revocations." + error;
                }
                if (message.addedTrust != null && $Object.hasOwnProperty.call(message, "addedTrust")) {
                    let error = $root.bootswap.v1.TrustListRecord.verify(message.addedTrust, _depth + 1);
                    if (error)
                        return "addedTrust." + error;
                }
                if (message.findings != null && $Object.hasOwnProperty.call(message, "findings")) {
                    if (!$Array.isArray(message.findings))
                        return "findings: array expected";
                    for (let i = 0; i < message.findings.length; ++i) {
                        let error = $root.bootswap.v1.FindingRecord.verify(message.findings[i], _depth + 1);
                        if (error)
                            return "findings." + error;
                    }
                }
                return null;
            };

            BootImageRecord.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.BootImageRecord)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.BootImageRecord: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.BootImageRecord();
                if (object.role !== 0 && (typeof object.role !== "string" || $root.bootswap.v1.ImageRole[object.role] !== 0))
                    switch (object.role) {
                    case "IMAGE_ROLE_UNSPECIFIED":
                    case 0:
                        message.role = 0;
                        break;
                    case "IMAGE_ROLE_SHIM":
                    case 1:
                        message.role = 1;
                        break;
                    case "IMAGE_ROLE_GRUB":
                    case 2:
                        message.role = 2;
                        break;
                    case "IMAGE_ROLE_SYSTEMD_BOOT":
                    case 3:
                        message.role = 3;
                        break;
                    case "IMAGE_ROLE_UNIFIED_KERNEL":
                    case 4:
                        message.role = 4;
                        break;
                    case "IMAGE_ROLE_KERNEL":
                    case 5:
                        message.role = 5;
                        break;
                    case "IMAGE_ROLE_OTHER":
                    case 6:
                        message.role = 6;
                        break;
                    default:
                        if (typeof object.role === "number" && (object.role | 0) === object.role)
                            message.role = object.role;
                    }
                if (object.machine != null)
                    if ($Number(object.machine) !== 0)
                        message.machine = object.machine >>> 0;
                if (object.subsystem != null)
                    if ($Number(object.subsystem) !== 0)
                        message.subsystem = object.subsystem >>> 0;
                if (object.isNxCompatible != null)
                    if (object.isNxCompatible)
                        message.isNxCompatible = $Boolean(object.isNxCompatible);
                if (object.sha256 != null)
                    if (object.sha256.length)
                        if (typeof object.sha256 === "string")
                            $util.base64.decode(object.sha256, message.sha256 = $util.newBuffer($util.base64.length(object.sha256)), 0);
                        else if (object.sha256.length >= 0)
                            message.sha256 = object.sha256;
                if (object.sha1 != null)
                    if (object.sha1.length)
                        if (typeof object.sha1 === "string")
                            $util.base64.decode(object.sha1, message.sha1 = $util.newBuffer($util.base64.length(object.sha1)), 0);
                        else if (object.sha1.length >= 0)
                            message.sha1 = object.sha1;
                if (object.paddedSha256 != null)
                    if (object.paddedSha256.length)
                        if (typeof object.paddedSha256 === "string")
                            $util.base64.decode(object.paddedSha256, message.paddedSha256 = $util.newBuffer($util.base64.length(object.paddedSha256)), 0);
                        else if (object.paddedSha256.length >= 0)
                            message.paddedSha256 = object.paddedSha256;
                if (object.paddedSha1 != null)
                    if (object.paddedSha1.length)
                        if (typeof object.paddedSha1 === "string")
                            $util.base64.decode(object.paddedSha1, message.paddedSha1 = $util.newBuffer($util.base64.length(object.paddedSha1)), 0);
                        else if (object.paddedSha1.length >= 0)
                            message.paddedSha1 = object.paddedSha1;
                if (object.certificates) {
                    if (!$Array.isArray(object.certificates))
                        throw $TypeError(".bootswap.v1.BootImageRecord.certificates: array expected");
                    message.certificates = $Array(object.certificates.length);
                    for (let i = 0; i < object.certificates.length; ++i)
                        if (typeof object.certificates[i] === "string")
                            $util.base64.decode(object.certificates[i], message.certificates[i] = $util.newBuffer($util.base64.length(object.certificates[i])), 0);
                        else if (object.certificates[i].length >= 0)
                            message.certificates[i] = object.certificates[i];
                }
                if (object.signatures) {
                    if (!$Array.isArray(object.signatures))
                        throw $TypeError(".bootswap.v1.BootImageRecord.signatures: array expected");
                    message.signatures = $Array(object.signatures.length);
                    for (let i = 0; i < object.signatures.length; ++i) {
                        if (!$util.isObject(object.signatures[i]))
                            throw $TypeError(".bootswap.v1.BootImageRecord.signatures: object expected");
                        message.signatures[i] = $root.bootswap.v1.ImageSignatureRecord.fromObject(object.signatures[i], _depth + 1);
                    }
                }
                if (object.sbatState !== 0 && (typeof object.sbatState !== "string" || $root.bootswap.v1.SbatState[object.sbatState] !== 0))
                    switch (object.sbatState) {
                    case "SBAT_STATE_UNSPECIFIED":
                    case 0:
                        message.sbatState = 0;
                        break;
                    case "SBAT_STATE_ABSENT":
                    case 1:
                        message.sbatState = 1;
                        break;
                    case "SBAT_STATE_VALID":
                    case 2:
                        message.sbatState = 2;
                        break;
                    case "SBAT_STATE_INVALID":
                    case 3:
                        message.sbatState = 3;
                        break;
                    default:
                        if (typeof object.sbatState === "number" && (object.sbatState | 0) === object.sbatState)
                            message.sbatState = object.sbatState;
                    }
                if (object.sbat) {
                    if (!$Array.isArray(object.sbat))
                        throw $TypeError(".bootswap.v1.BootImageRecord.sbat: array expected");
                    message.sbat = $Array(object.sbat.length);
                    for (let i = 0; i < object.sbat.length; ++i) {
                        if (!$util.isObject(object.sbat[i]))
                            throw $TypeError(".bootswap.v1.BootImageRecord.sbat: object expected");
                        message.sbat[i] = $root.bootswap.v1.SbatEntryRecord.fromObject(object.sbat[i], _depth + 1);
                    }
                }
                if (object.shim != null) {
                    if (!$util.isObject(object.shim))
                        throw $TypeError(".bootswap.v1.BootImageRecord.shim: object expected");
                    message.shim = $root.bootswap.v1.ShimRecord.fromObject(object.shim, _depth + 1);
                }
                if (object.revocations != null) {
                    if (!$util.isObject(object.revocations))
                        throw $TypeError(".bootswap.v1.BootImageRecord.revocations: object expected");
                    message.revocations = $root.bootswap.v1.SbatLevelsRecord.fromObject(object.revocations, _depth + 1);
                }
                if (object.addedTrust != null) {
                    if (!$util.isObject(object.addedTrust))
                        throw $TypeError(".bootswap.v1.BootImageRecord.addedTrust: object expected");
                    message.addedTrust = $root.bootswap.v1.TrustListRecord.fromObject(object.addedTrust, _depth + 1);
                }
                if (object.findings) {
                    if (!$Array.isArray(object.findings))
                        throw $TypeError(".bootswap.v1.BootImageRecord.findings: array expected");
                    message.findings = $Array(object.findings.length);
                    for (let i = 0; i < object.findings.length; ++i) {
                        if (!$util.isObject(object.findings[i]))
                            throw $TypeError(".bootswap.v1.BootImageRecord.findings: object expected");
                        message.findings[i] = $root.bootswap.v1.FindingRecord.fromObject(object.findings[i], _depth + 1);
                    }
                }
                return message;
            };

            BootImageRecord.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.certificates = [];
                    object.signatures = [];
                    object.sbat = [];
                    object.findings = [];
                }
                if (options.defaults) {
                    object.role = options.enums === $String ? "IMAGE_ROLE_UNSPECIFIED" : 0;
                    object.machine = 0;
                    object.subsystem = 0;
                    object.isNxCompatible = false;
                    if (options.bytes === $String)
                        object.sha256 = "";
                    else {
                        object.sha256 = [];
                        if (options.bytes !== $Array)
                            object.sha256 = $util.newBuffer(object.sha256);
                    }
                    if (options.bytes === $String)
                        object.sha1 = "";
                    else {
                        object.sha1 = [];
                        if (options.bytes !== $Array)
                            object.sha1 = $util.newBuffer(object.sha1);
                    }
                    if (options.bytes === $String)
                        object.paddedSha256 = "";
                    else {
                        object.paddedSha256 = [];
                        if (options.bytes !== $Array)
                            object.paddedSha256 = $util.newBuffer(object.paddedSha256);
                    }
                    if (options.bytes === $String)
                        object.paddedSha1 = "";
                    else {
                        object.paddedSha1 = [];
                        if (options.bytes !== $Array)
                            object.paddedSha1 = $util.newBuffer(object.paddedSha1);
                    }
                    object.sbatState = options.enums === $String ? "SBAT_STATE_UNSPECIFIED" : 0;
                    object.shim = null;
                    object.revocations = null;
                    object.addedTrust = null;
                }
                if (message.role != null && $Object.hasOwnProperty.call(message, "role"))
                    object.role = options.enums === $String ? $root.bootswap.v1.ImageRole[message.role] === $undefined ? message.role : $root.bootswap.v1.ImageRole[message.role] : message.role;
                if (message.machine != null && $Object.hasOwnProperty.call(message, "machine"))
                    object.machine = message.machine;
                if (message.subsystem != null && $Object.hasOwnProperty.call(message, "subsystem"))
                    object.subsystem = message.subsystem;
                if (message.isNxCompatible != null && $Object.hasOwnProperty.call(message, "isNxCompatible"))
                    object.isNxCompatible = message.isNxCompatible;
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256"))
                    object.sha256 = options.bytes === $String ? $util.base64.encode(message.sha256, 0, message.sha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sha256) : message.sha256;
                if (message.sha1 != null && $Object.hasOwnProperty.call(message, "sha1"))
                    object.sha1 = options.bytes === $String ? $util.base64.encode(message.sha1, 0, message.sha1.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sha1) : message.sha1;
                if (message.paddedSha256 != null && $Object.hasOwnProperty.call(message, "paddedSha256"))
                    object.paddedSha256 = options.bytes === $String ? $util.base64.encode(message.paddedSha256, 0, message.paddedSha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.paddedSha256) : message.paddedSha256;
                if (message.paddedSha1 != null && $Object.hasOwnProperty.call(message, "paddedSha1"))
                    object.paddedSha1 = options.bytes === $String ? $util.base64.encode(message.paddedSha1, 0, message.paddedSha1.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.paddedSha1) : message.paddedSha1;
                if (message.certificates && message.certificates.length) {
                    object.certificates = $Array(message.certificates.length);
                    for (let j = 0; j < message.certificates.length; ++j)
                        object.certificates[j] = options.bytes === $String ? $util.base64.encode(message.certificates[j], 0, message.certificates[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.certificates[j]) : message.certificates[j];
                }
                if (message.signatures && message.signatures.length) {
                    object.signatures = $Array(message.signatures.length);
                    for (let j = 0; j < message.signatures.length; ++j)
                        object.signatures[j] = $root.bootswap.v1.ImageSignatureRecord.toObject(message.signatures[j], options, _depth + 1);
                }
                if (message.sbatState != null && $Object.hasOwnProperty.call(message, "sbatState"))
                    object.sbatState = options.enums === $String ? $root.bootswap.v1.SbatState[message.sbatState] === $undefined ? message.sbatState : $root.bootswap.v1.SbatState[message.sbatState] : message.sbatState;
                if (message.sbat && message.sbat.length) {
                    object.sbat = $Array(message.sbat.length);
                    for (let j = 0; j < message.sbat.length; ++j)
                        object.sbat[j] = $root.bootswap.v1.SbatEntryRecord.toObject(message.sbat[j], options, _depth + 1);
                }
                if (message.shim != null && $Object.hasOwnProperty.call(message, "shim"))
                    object.shim = $root.bootswap.v1.ShimRecord.toObject(message.shim, options, _depth + 1);
                if (message.revocations != null && $Object.hasOwnProperty.call(message, "revocations"))
                    object.revocations = $root.bootswap.v1.SbatLevelsRecord.toObject(message.revocations, options, _depth + 1);
                if (message.addedTrust != null && $Object.hasOwnProperty.call(message, "addedTrust"))
                    object.addedTrust = $root.bootswap.v1.TrustListRecord.toObject(message.addedTrust, options, _depth + 1);
                if (message.findings && message.findings.length) {
                    object.findings = $Array(message.findings.length);
                    for (let j = 0; j < message.findings.length; ++j)
                        object.findings[j] = $root.bootswap.v1.FindingRecord.toObject(message.findings[j], options, _depth + 1);
                }
                return object;
            };

            BootImageRecord.prototype.toJSON = function() {
                return BootImageRecord.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BootImageRecord;
        })();

        v1.ImageSignatureRecord = (function() {

            const ImageSignatureRecord = function (properties) {
                this.embedded = [];
                this.faults = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ImageSignatureRecord.prototype.isValid = false;
            ImageSignatureRecord.prototype.digestAlgorithm = "";
            ImageSignatureRecord.prototype.signer = 0;
            ImageSignatureRecord.prototype.embedded = $util.emptyArray;
            ImageSignatureRecord.prototype.faults = $util.emptyArray;

            ImageSignatureRecord.create = function(properties) {
                return new ImageSignatureRecord(properties);
            };

            ImageSignatureRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.isValid != null && $Object.hasOwnProperty.call(message, "isValid") && message.isValid !== false)
                    writer.uint32(8).bool(message.isValid);
                if (message.digestAlgorithm != null && $Object.hasOwnProperty.call(message, "digestAlgorithm") && message.digestAlgorithm !== "")
                    writer.uint32(18).string(message.digestAlgorithm);
                if (message.signer != null && $Object.hasOwnProperty.call(message, "signer") && message.signer !== 0)
                    writer.uint32(24).uint32(message.signer);
                if (message.embedded != null && message.embedded.length)
                    writer.uint32(34).uint32s(message.embedded);
                if (message.faults != null && message.faults.length)
                    for (let i = 0; i < message.faults.length; ++i)
                        writer.uint32(42).bytes(message.faults[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ImageSignatureRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.ImageSignatureRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isValid = value;
                            else
                                delete message.isValid;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.digestAlgorithm = value;
                            else
                                delete message.digestAlgorithm;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.signer = value;
                            else
                                delete message.signer;
                            continue;
                        }
                    case 4: {
                            if (wireType === 2) {
                                if (!(message.embedded && message.embedded.length))
                                    message.embedded = [];
                                reader.uint32s(message.embedded);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.embedded && message.embedded.length))
                                message.embedded = [];
                            message.embedded.push(reader.uint32());
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.faults && message.faults.length))
                                message.faults = [];
                            message.faults.push(reader.bytes());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ImageSignatureRecord.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.isValid != null && $Object.hasOwnProperty.call(message, "isValid"))
                    if (typeof message.isValid !== "boolean")
                        return "isValid: boolean expected";
                if (message.digestAlgorithm != null && $Object.hasOwnProperty.call(message, "digestAlgorithm"))
                    if (!$util.isString(message.digestAlgorithm))
                        return "digestAlgorithm: string expected";
                if (message.signer != null && $Object.hasOwnProperty.call(message, "signer"))
                    if (!$util.isInteger(message.signer))
                        return "signer: integer expected";
                if (message.embedded != null && $Object.hasOwnProperty.call(message, "embedded")) {
                    if (!$Array.isArray(message.embedded))
                        return "embedded: array expected";
                    for (let i = 0; i < message.embedded.length; ++i)
                        if (!$util.isInteger(message.embedded[i]))
                            return "embedded: integer[] expected";
                }
                if (message.faults != null && $Object.hasOwnProperty.call(message, "faults")) {
                    if (!$Array.isArray(message.faults))
                        return "faults: array expected";
                    for (let i = 0; i < message.faults.length; ++i)
                        if (!(message.faults[i] && typeof message.faults[i].length === "number" || $util.isString(message.faults[i])))
                            return "faults: buffer[] expected";
                }
                return null;
            };

            ImageSignatureRecord.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.ImageSignatureRecord)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.ImageSignatureRecord: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.ImageSignatureRecord();
                if (object.isValid != null)
                    if (object.isValid)
                        message.isValid = $Boolean(object.isValid);
                if (object.digestAlgorithm != null)
                    if (typeof object.digestAlgorithm !== "string" || object.digestAlgorithm.length)
                        message.digestAlgorithm = $String(object.digestAlgorithm);
                if (object.signer != null)
                    if ($Number(object.signer) !== 0)
                        message.signer = object.signer >>> 0;
                if (object.embedded) {
                    if (!$Array.isArray(object.embedded))
                        throw $TypeError(".bootswap.v1.ImageSignatureRecord.embedded: array expected");
                    message.embedded = $Array(object.embedded.length);
                    for (let i = 0; i < object.embedded.length; ++i)
                        message.embedded[i] = object.embedded[i] >>> 0;
                }
                if (object.faults) {
                    if (!$Array.isArray(object.faults))
                        throw $TypeError(".bootswap.v1.ImageSignatureRecord.faults: array expected");
                    message.faults = $Array(object.faults.length);
                    for (let i = 0; i < object.faults.length; ++i)
                        if (typeof object.faults[i] === "string")
                            $util.base64.decode(object.faults[i], message.faults[i] = $util.newBuffer($util.base64.length(object.faults[i])), 0);
                        else if (object.faults[i].length >= 0)
                            message.faults[i] = object.faults[i];
                }
                return message;
            };

            ImageSignatureRecord.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.embedded = [];
                    object.faults = [];
                }
                if (options.defaults) {
                    object.isValid = false;
                    object.digestAlgorithm = "";
                    object.signer = 0;
                }
                if (message.isValid != null && $Object.hasOwnProperty.call(message, "isValid"))
                    object.isValid = message.isValid;
                if (message.digestAlgorithm != null && $Object.hasOwnProperty.call(message, "digestAlgorithm"))
                    object.digestAlgorithm = message.digestAlgorithm;
                if (message.signer != null && $Object.hasOwnProperty.call(message, "signer"))
                    object.signer = message.signer;
                if (message.embedded && message.embedded.length) {
                    object.embedded = $Array(message.embedded.length);
                    for (let j = 0; j < message.embedded.length; ++j)
                        object.embedded[j] = message.embedded[j];
                }
                if (message.faults && message.faults.length) {
                    object.faults = $Array(message.faults.length);
                    for (let j = 0; j < message.faults.length; ++j)
                        object.faults[j] = options.bytes === $String ? $util.base64.encode(message.faults[j], 0, message.faults[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.faults[j]) : message.faults[j];
                }
                return object;
            };

            ImageSignatureRecord.prototype.toJSON = function() {
                return ImageSignatureRecord.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ImageSignatureRecord;
        })();

        v1.SbatEntryRecord = (function() {

            const SbatEntryRecord = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SbatEntryRecord.prototype.component = $util.newBuffer([]);
            SbatEntryRecord.prototype.generation = 0;

            SbatEntryRecord.create = function(properties) {
                return new SbatEntryRecord(properties);
            };

            SbatEntryRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.component != null && $Object.hasOwnProperty.call(message, "component") && message.component.length)
                    writer.uint32(10).bytes(message.component);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && message.generation !== 0)
                    writer.uint32(16).uint32(message.generation);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SbatEntryRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.SbatEntryRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.component = value;
                            else
                                delete message.component;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            SbatEntryRecord.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.component != null && $Object.hasOwnProperty.call(message, "component"))
                    if (!(message.component && typeof message.component.length === "number" || $util.isString(message.component)))
                        return "component: buffer expected";
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                    if (!$util.isInteger(message.generation))
                        return "generation: integer expected";
                return null;
            };

            SbatEntryRecord.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.SbatEntryRecord)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.SbatEntryRecord: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.SbatEntryRecord();
                if (object.component != null)
                    if (object.component.length)
                        if (typeof object.component === "string")
                            $util.base64.decode(object.component, message.component = $util.newBuffer($util.base64.length(object.component)), 0);
                        else if (object.component.length >= 0)
                            message.component = object.component;
                if (object.generation != null)
                    if ($Number(object.generation) !== 0)
                        message.generation = object.generation >>> 0;
                return message;
            };

            SbatEntryRecord.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if (options.bytes === $String)
                        object.component = "";
                    else {
                        object.component = [];
                        if (options.bytes !== $Array)
                            object.component = $util.newBuffer(object.component);
                    }
                    object.generation = 0;
                }
                if (message.component != null && $Object.hasOwnProperty.call(message, "component"))
                    object.component = options.bytes === $String ? $util.base64.encode(message.component, 0, message.component.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.component) : message.component;
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                    object.generation = message.generation;
                return object;
            };

            SbatEntryRecord.prototype.toJSON = function() {
                return SbatEntryRecord.toObject(this, $protobuf.util.toJSONOptions);
            };

            return SbatEntryRecord;
        })();

        v1.SbatLevelsRecord = (function() {

            const SbatLevelsRecord = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            SbatLevelsRecord.prototype.automatic = $util.newBuffer([]);
            SbatLevelsRecord.prototype.latest = $util.newBuffer([]);

            SbatLevelsRecord.create = function(properties) {
                return new SbatLevelsRecord(properties);
            };

            SbatLevelsRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.automatic != null && $Object.hasOwnProperty.call(message, "automatic") && message.automatic.length)
                    writer.uint32(10).bytes(message.automatic);
                if (message.latest != null && $Object.hasOwnProperty.call(message, "latest") && message.latest.length)
                    writer.uint32(18).bytes(message.latest);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            SbatLevelsRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.SbatLevelsRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.automatic = value;
                            else
                                delete message.automatic;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.latest = value;
                            else
                                delete message.latest;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            SbatLevelsRecord.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.automatic != null && $Object.hasOwnProperty.call(message, "automatic"))
                    if (!(message.automatic && typeof message.automatic.length === "number" || $util.isString(message.automatic)))
                        return "automatic: buffer expected";
                if (message.latest != null && $Object.hasOwnProperty.call(message, "latest"))
                    if (!(message.latest && typeof message.latest.length === "number" || $util.isString(message.latest)))
                        return "latest: buffer expected";
                return null;
            };

            SbatLevelsRecord.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.SbatLevelsRecord)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.SbatLevelsRecord: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.SbatLevelsRecord();
                if (object.automatic != null)
                    if (object.automatic.length)
                        if (typeof object.automatic === "string")
                            $util.base64.decode(object.automatic, message.automatic = $util.newBuffer($util.base64.length(object.automatic)), 0);
                        else if (object.automatic.length >= 0)
                            message.automatic = object.automatic;
                if (object.latest != null)
                    if (object.latest.length)
                        if (typeof object.latest === "string")
                            $util.base64.decode(object.latest, message.latest = $util.newBuffer($util.base64.length(object.latest)), 0);
                        else if (object.latest.length >= 0)
                            message.latest = object.latest;
                return message;
            };

            SbatLevelsRecord.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if (options.bytes === $String)
                        object.automatic = "";
                    else {
                        object.automatic = [];
                        if (options.bytes !== $Array)
                            object.automatic = $util.newBuffer(object.automatic);
                    }
                    if (options.bytes === $String)
                        object.latest = "";
                    else {
                        object.latest = [];
                        if (options.bytes !== $Array)
                            object.latest = $util.newBuffer(object.latest);
                    }
                }
                if (message.automatic != null && $Object.hasOwnProperty.call(message, "automatic"))
                    object.automatic = options.bytes === $String ? $util.base64.encode(message.automatic, 0, message.automatic.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.automatic) : message.automatic;
                if (message.latest != null && $Object.hasOwnProperty.call(message, "latest"))
                    object.latest = options.bytes === $String ? $util.base64.encode(message.latest, 0, message.latest.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.latest) : message.latest;
                return object;
            };

            SbatLevelsRecord.prototype.toJSON = function() {
                return SbatLevelsRecord.toObject(this, $protobuf.util.toJSONOptions);
            };

            return SbatLevelsRecord;
        })();

        v1.TrustListRecord = (function() {

            const TrustListRecord = function (properties) {
                this.certificates = [];
                this.sha256 = [];
                this.sha1 = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            TrustListRecord.prototype.certificates = $util.emptyArray;
            TrustListRecord.prototype.sha256 = $util.emptyArray;
            TrustListRecord.prototype.sha1 = $util.emptyArray;

            TrustListRecord.create = function(properties) {
                return new TrustListRecord(properties);
            };

            TrustListRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.certificates != null && message.certificates.length)
                    writer.uint32(10).uint32s(message.certificates);
                if (message.sha256 != null && message.sha256.length)
                    for (let i = 0; i < message.sha256.length; ++i)
                        writer.uint32(18).bytes(message.sha256[i]);
                if (message.sha1 != null && message.sha1.length)
                    for (let i = 0; i < message.sha1.length; ++i)
                        writer.uint32(26).bytes(message.sha1[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            TrustListRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.TrustListRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType === 2) {
                                if (!(message.certificates && message.certificates.length))
                                    message.certificates = [];
                                reader.uint32s(message.certificates);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.certificates && message.certificates.length))
                                message.certificates = [];
                            message.certificates.push(reader.uint32());
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.sha256 && message.sha256.length))
                                message.sha256 = [];
                            message.sha256.push(reader.bytes());
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.sha1 && message.sha1.length))
                                message.sha1 = [];
                            message.sha1.push(reader.bytes());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            TrustListRecord.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.certificates != null && $Object.hasOwnProperty.call(message, "certificates")) {
                    if (!$Array.isArray(message.certificates))
                        return "certificates: array expected";
                    for (let i = 0; i < message.certificates.length; ++i)
                        if (!$util.isInteger(message.certificates[i]))
                            return "certificates: integer[] expected";
                }
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256")) {
                    if (!$Array.isArray(message.sha256))
                        return "sha256: array expected";
                    for (let i = 0; i < message.sha256.length; ++i)
                        if (!(message.sha256[i] && typeof message.sha256[i].length === "number" || $util.isString(message.sha256[i])))
                            return "sha256: buffer[] expected";
                }
                if (message.sha1 != null && $Object.hasOwnProperty.call(message, "sha1")) {
                    if (!$Array.isArray(message.sha1))
                        return "sha1: array expected";
                    for (let i = 0; i < message.sha1.length; ++i)
                        if (!(message.sha1[i] && typeof message.sha1[i].length === "number" || $util.isString(message.sha1[i])))
                            return "sha1: buffer[] expected";
                }
                return null;
            };

            TrustListRecord.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.TrustListRecord)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.TrustListRecord: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.TrustListRecord();
                if (object.certificates) {
                    if (!$Array.isArray(object.certificates))
                        throw $TypeError(".bootswap.v1.TrustListRecord.certificates: array expected");
                    message.certificates = $Array(object.certificates.length);
                    for (let i = 0; i < object.certificates.length; ++i)
                        message.certificates[i] = object.certificates[i] >>> 0;
                }
                if (object.sha256) {
                    if (!$Array.isArray(object.sha256))
                        throw $TypeError(".bootswap.v1.TrustListRecord.sha256: array expected");
                    message.sha256 = $Array(object.sha256.length);
                    for (let i = 0; i < object.sha256.length; ++i)
                        if (typeof object.sha256[i] === "string")
                            $util.base64.decode(object.sha256[i], message.sha256[i] = $util.newBuffer($util.base64.length(object.sha256[i])), 0);
                        else if (object.sha256[i].length >= 0)
                            message.sha256[i] = object.sha256[i];
                }
                if (object.sha1) {
                    if (!$Array.isArray(object.sha1))
                        throw $TypeError(".bootswap.v1.TrustListRecord.sha1: array expected");
                    message.sha1 = $Array(object.sha1.length);
                    for (let i = 0; i < object.sha1.length; ++i)
                        if (typeof object.sha1[i] === "string")
                            $util.base64.decode(object.sha1[i], message.sha1[i] = $util.newBuffer($util.base64.length(object.sha1[i])), 0);
                        else if (object.sha1[i].length >= 0)
                            message.sha1[i] = object.sha1[i];
                }
                return message;
            };

            TrustListRecord.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.certificates = [];
                    object.sha256 = [];
                    object.sha1 = [];
                }
                if (message.certificates && message.certificates.length) {
                    object.certificates = $Array(message.certificates.length);
                    for (let j = 0; j < message.certificates.length; ++j)
                        object.certificates[j] = message.certificates[j];
                }
                if (message.sha256 && message.sha256.length) {
                    object.sha256 = $Array(message.sha256.length);
                    for (let j = 0; j < message.sha256.length; ++j)
                        object.sha256[j] = options.bytes === $String ? $util.base64.encode(message.sha256[j], 0, message.sha256[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sha256[j]) : message.sha256[j];
                }
                if (message.sha1 && message.sha1.length) {
                    object.sha1 = $Array(message.sha1.length);
                    for (let j = 0; j < message.sha1.length; ++j)
                        object.sha1[j] = options.bytes === $String ? $util.base64.encode(message.sha1[j], 0, message.sha1[j].length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sha1[j]) : message.sha1[j];
                }
                return object;
            };

            TrustListRecord.prototype.toJSON = function() {
                return TrustListRecord.toObject(this, $protobuf.util.toJSONOptions);
            };

            return TrustListRecord;
        })();

        v1.ShimRecord = (function() {

            const ShimRecord = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ShimRecord.prototype.vendor = null;
            ShimRecord.prototype.vendorDbx = null;
            ShimRecord.prototype.vendorBytes = $util.newBuffer([]);
            ShimRecord.prototype.vendorDbxBytes = $util.newBuffer([]);
            ShimRecord.prototype.levels = null;
            ShimRecord.prototype.version = $util.newBuffer([]);

            ShimRecord.create = function(properties) {
                return new ShimRecord(properties);
            };

            ShimRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor"))
                    $root.bootswap.v1.TrustListRecord.encode(message.vendor, writer.uint32(10).fork(), _depth + 1).ldelim();
                if (message.vendorDbx != null && $Object.hasOwnProperty.call(message, "vendorDbx"))
                    $root.bootswap.v1.TrustListRecord.encode(message.vendorDbx, writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.vendorBytes != null && $Object.hasOwnProperty.call(message, "vendorBytes") && message.vendorBytes.length)
                    writer.uint32(26).bytes(message.vendorBytes);
                if (message.vendorDbxBytes != null && $Object.hasOwnProperty.call(message, "vendorDbxBytes") && message.vendorDbxBytes.length)
                    writer.uint32(34).bytes(message.vendorDbxBytes);
                if (message.levels != null && $Object.hasOwnProperty.call(message, "levels"))
                    $root.bootswap.v1.SbatLevelsRecord.encode(message.levels, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version.length)
                    writer.uint32(50).bytes(message.version);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ShimRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.ShimRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            message.vendor = $root.bootswap.v1.TrustListRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.vendor);
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            message.vendorDbx = $root.bootswap.v1.TrustListRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.vendorDbx);
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.vendorBytes = value;
                            else
                                delete message.vendorBytes;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.vendorDbxBytes = value;
                            else
                                delete message.vendorDbxBytes;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.levels = $root.bootswap.v1.SbatLevelsRecord.decode(reader, reader.size(), $undefined, _depth + 1, message.levels);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ShimRecord.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor")) {
                    let error = $root.bootswap.v1.TrustListRecord.verify(message.vendor, _depth + 1);
                    if (error)
                        return "vendor." + error;
                }
                if (message.vendorDbx != null && $Object.hasOwnProperty.call(message, "vendorDbx")) {
                    let error = $root.bootswap.v1.TrustListRecord.verify(message.vendorDbx, _depth + 1);
                    if (error)
                        return "vendorDbx." + error;
                }
                if (message.vendorBytes != null && $Object.hasOwnProperty.call(message, "vendorBytes"))
                    if (!(message.vendorBytes && typeof message.vendorBytes.length === "number" || $util.isString(message.vendorBytes)))
                        return "vendorBytes: buffer expected";
                if (message.vendorDbxBytes != null && $Object.hasOwnProperty.call(message, "vendorDbxBytes"))
                    if (!(message.vendorDbxBytes && typeof message.vendorDbxBytes.length === "number" || $util.isString(message.vendorDbxBytes)))
                        return "vendorDbxBytes: buffer expected";
                if (message.levels != null && $Object.hasOwnProperty.call(message, "levels")) {
                    let error = $root.bootswap.v1.SbatLevelsRecord.verify(message.levels, _depth + 1);
                    if (error)
                        return "levels." + error;
                }
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    if (!(message.version && typeof message.version.length === "number" || $util.isString(message.version)))
                        return "version: buffer expected";
                return null;
            };

            ShimRecord.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.ShimRecord)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.ShimRecord: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.ShimRecord();
                if (object.vendor != null) {
                    if (!$util.isObject(object.vendor))
                        throw $TypeError(".bootswap.v1.ShimRecord.vendor: object expected");
                    message.vendor = $root.bootswap.v1.TrustListRecord.fromObject(object.vendor, _depth + 1);
                }
                if (object.vendorDbx != null) {
                    if (!$util.isObject(object.vendorDbx))
                        throw $TypeError(".bootswap.v1.ShimRecord.vendorDbx: object expected");
                    message.vendorDbx = $root.bootswap.v1.TrustListRecord.fromObject(object.vendorDbx, _depth + 1);
                }
                if (object.vendorBytes != null)
                    if (object.vendorBytes.length)
                        if (typeof object.vendorBytes === "string")
                            $util.base64.decode(object.vendorBytes, message.vendorBytes = $util.newBuffer($util.base64.length(object.vendorBytes)), 0);
                        else if (object.vendorBytes.length >= 0)
                            message.vendorBytes = object.vendorBytes;
                if (object.vendorDbxBytes != null)
                    if (object.vendorDbxBytes.length)
                        if (typeof object.vendorDbxBytes === "string")
                            $util.base64.decode(object.vendorDbxBytes, message.vendorDbxBytes = $util.newBuffer($util.base64.length(object.vendorDbxBytes)), 0);
                        else if (object.vendorDbxBytes.length >= 0)
                            message.vendorDbxBytes = object.vendorDbxBytes;
                if (object.levels != null) {
                    if (!$util.isObject(object.levels))
                        throw $TypeError(".bootswap.v1.ShimRecord.levels: object expected");
                    message.levels = $root.bootswap.v1.SbatLevelsRecord.fromObject(object.levels, _depth + 1);
                }
                if (object.version != null)
                    if (object.version.length)
                        if (typeof object.version === "string")
                            $util.base64.decode(object.version, message.version = $util.newBuffer($util.base64.length(object.version)), 0);
                        else if (object.version.length >= 0)
                            message.version = object.version;
                return message;
            };

            ShimRecord.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.vendor = null;
                    object.vendorDbx = null;
                    if (options.bytes === $String)
                        object.vendorBytes = "";
                    else {
                        object.vendorBytes = [];
                        if (options.bytes !== $Array)
                            object.vendorBytes = $util.newBuffer(object.vendorBytes);
                    }
                    if (options.bytes === $String)
                        object.vendorDbxBytes = "";
                    else {
                        object.vendorDbxBytes = [];
                        if (options.bytes !== $Array)
                            object.vendorDbxBytes = $util.newBuffer(object.vendorDbxBytes);
                    }
                    object.levels = null;
                    if (options.bytes === $String)
                        object.version = "";
                    else {
                        object.version = [];
                        if (options.bytes !== $Array)
                            object.version = $util.newBuffer(object.version);
                    }
                }
                if (message.vendor != null && $Object.hasOwnProperty.call(message, "vendor"))
                    object.vendor = $root.bootswap.v1.TrustListRecord.toObject(message.vendor, options, _depth + 1);
                if (message.vendorDbx != null && $Object.hasOwnProperty.call(message, "vendorDbx"))
                    object.vendorDbx = $root.bootswap.v1.TrustListRecord.toObject(message.vendorDbx, options, _depth + 1);
                if (message.vendorBytes != null && $Object.hasOwnProperty.call(message, "vendorBytes"))
                    object.vendorBytes = options.bytes === $String ? $util.base64.encode(message.vendorBytes, 0, message.vendorBytes.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.vendorBytes) : message.vendorBytes;
                if (message.vendorDbxBytes != null && $Object.hasOwnProperty.call(message, "vendorDbxBytes"))
                    object.vendorDbxBytes = options.bytes === $String ? $util.base64.encode(message.vendorDbxBytes, 0, message.vendorDbxBytes.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.vendorDbxBytes) : message.vendorDbxBytes;
                if (message.levels != null && $Object.hasOwnProperty.call(message, "levels"))
                    object.levels = $root.bootswap.v1.SbatLevelsRecord.toObject(message.levels, options, _depth + 1);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    object.version = options.bytes === $String ? $util.base64.encode(message.version, 0, message.version.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.version) : message.version;
                return object;
            };

            ShimRecord.prototype.toJSON = function() {
                return ShimRecord.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ShimRecord;
        })();

        v1.FindingRecord = (function() {

            const FindingRecord = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            FindingRecord.prototype.code = "";
            FindingRecord.prototype.detail = $util.newBuffer([]);

            FindingRecord.create = function(properties) {
                return new FindingRecord(properties);
            };

            FindingRecord.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(10).string(message.code);
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail") && message.detail.length)
                    writer.uint32(18).bytes(message.detail);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            FindingRecord.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.FindingRecord();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.detail = value;
                            else
                                delete message.detail;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            FindingRecord.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    if (!(message.detail && typeof message.detail.length === "number" || $util.isString(message.detail)))
                        return "detail: buffer expected";
                return null;
            };

            FindingRecord.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.FindingRecord)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.FindingRecord: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.FindingRecord();
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                if (object.detail != null)
                    if (object.detail.length)
                        if (typeof object.detail === "string")
                            $util.base64.decode(object.detail, message.detail = $util.newBuffer($util.base64.length(object.detail)), 0);
                        else if (object.detail.length >= 0)
                            message.detail = object.detail;
                return message;
            };

            FindingRecord.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.code = "";
                    if (options.bytes === $String)
                        object.detail = "";
                    else {
                        object.detail = [];
                        if (options.bytes !== $Array)
                            object.detail = $util.newBuffer(object.detail);
                    }
                }
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                if (message.detail != null && $Object.hasOwnProperty.call(message, "detail"))
                    object.detail = options.bytes === $String ? $util.base64.encode(message.detail, 0, message.detail.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.detail) : message.detail;
                return object;
            };

            FindingRecord.prototype.toJSON = function() {
                return FindingRecord.toObject(this, $protobuf.util.toJSONOptions);
            };

            return FindingRecord;
        })();

        v1.HostFacts = (function() {

            const HostFacts = function (properties) {
                this.files = [];
                this.directories = [];
                this.managedPaths = [];
                this.failedPayloads = [];
                this.bootFiles = [];
                this.kernels = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            HostFacts.prototype.host = "";
            HostFacts.prototype.channel = "";
            HostFacts.prototype.observedAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            HostFacts.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            HostFacts.prototype.esp = null;
            HostFacts.prototype.files = $util.emptyArray;
            HostFacts.prototype.directories = $util.emptyArray;
            HostFacts.prototype.managedPaths = $util.emptyArray;
            HostFacts.prototype.appliedPayloadId = "";
            HostFacts.prototype.failedPayloads = $util.emptyArray;
            HostFacts.prototype.agentVersion = "";
            HostFacts.prototype.firmware = null;
            HostFacts.prototype.bootFiles = $util.emptyArray;
            HostFacts.prototype.kernels = $util.emptyArray;
            HostFacts.prototype.measured = null;

            HostFacts.create = function(properties) {
                return new HostFacts(properties);
            };

            HostFacts.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(10).string(message.host);
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel") && message.channel !== "")
                    writer.uint32(18).string(message.channel);
                if (message.observedAtMs != null && $Object.hasOwnProperty.call(message, "observedAtMs") && (typeof message.observedAtMs === "object" ? message.observedAtMs.low || message.observedAtMs.high : message.observedAtMs !== 0))
                    writer.uint32(24).int64(message.observedAtMs);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(32).uint64(message.generation);
                if (message.esp != null && $Object.hasOwnProperty.call(message, "esp"))
                    $root.bootswap.v1.EspFacts.encode(message.esp, writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.files != null && message.files.length)
                    for (let i = 0; i < message.files.length; ++i)
                        $root.bootswap.v1.TreeFile.encode(message.files[i], writer.uint32(50).fork(), _depth + 1).ldelim();
                if (message.directories != null && message.directories.length)
                    for (let i = 0; i < message.directories.length; ++i)
                        writer.uint32(58).string(message.directories[i]);
                if (message.managedPaths != null && message.managedPaths.length)
                    for (let i = 0; i < message.managedPaths.length; ++i)
                        writer.uint32(66).string(message.managedPaths[i]);
                if (message.appliedPayloadId != null && $Object.hasOwnProperty.call(message, "appliedPayloadId") && message.appliedPayloadId !== "")
                    writer.uint32(74).string(message.appliedPayloadId);
                if (message.failedPayloads != null && message.failedPayloads.length)
                    for (let i = 0; i < message.failedPayloads.length; ++i)
                        $root.bootswap.v1.FailedPayload.encode(message.failedPayloads[i], writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion") && message.agentVersion !== "")
                    writer.uint32(90).string(message.agentVersion);
                if (message.firmware != null && $Object.hasOwnProperty.call(message, "firmware"))
                    $root.bootswap.v1.FirmwareFacts.encode(message.firmware, writer.uint32(98).fork(), _depth + 1).ldelim();
                if (message.bootFiles != null && message.bootFiles.length)
                    for (let i = 0; i < message.bootFiles.length; ++i)
                        $root.bootswap.v1.BootFileEvidence.encode(message.bootFiles[i], writer.uint32(106).fork(), _depth + 1).ldelim();
                if (message.kernels != null && message.kernels.length)
                    for (let i = 0; i < message.kernels.length; ++i)
                        $root.bootswap.v1.TreeFile.encode(message.kernels[i], writer.uint32(114).fork(), _depth + 1).ldelim();
                if (message.measured != null && $Object.hasOwnProperty.call(message, "measured"))
                    $root.bootswap.v1.MeasuredBoot.encode(message.measured, writer.uint32(122).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            HostFacts.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.HostFacts();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.channel = value;
                            else
                                delete message.channel;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.observedAtMs = value;
                            else
                                delete message.observedAtMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            message.esp = $root.bootswap.v1.EspFacts.decode(reader, reader.size(), $undefined, _depth + 1, message.esp);
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.files && message.files.length))
                                message.files = [];
                            message.files.push($root.bootswap.v1.TreeFile.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if (!(message.directories && message.directories.length))
                                message.directories = [];
                            message.directories.push(reader.stringVerify());
                            continue;
                        }
                    case 8: {
                            if (wireType !== 2)
                                break;
                            if (!(message.managedPaths && message.managedPaths.length))
                                message.managedPaths = [];
                            message.managedPaths.push(reader.stringVerify());
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.appliedPayloadId = value;
                            else
                                delete message.appliedPayloadId;
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.failedPayloads && message.failedPayloads.length))
                                message.failedPayloads = [];
                            message.failedPayloads.push($root.bootswap.v1.FailedPayload.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 11: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.agentVersion = value;
                            else
                                delete message.agentVersion;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.firmware = $root.bootswap.v1.FirmwareFacts.decode(reader, reader.size(), $undefined, _depth + 1, message.firmware);
                            continue;
                        }
                    case 13: {
                            if (wireType !== 2)
                                break;
                            if (!(message.bootFiles && message.bootFiles.length))
                                message.bootFiles = [];
                            message.bootFiles.push($root.bootswap.v1.BootFileEvidence.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 14: {
                            if (wireType !== 2)
                                break;
                            if (!(message.kernels && message.kernels.length))
                                message.kernels = [];
                            message.kernels.push($root.bootswap.v1.TreeFile.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 15: {
                            if (wireType !== 2)
                                break;
                            message.measured = $root.bootswap.v1.MeasuredBoot.decode(reader, reader.size(), $undefined, _depth + 1, message.measured);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            HostFacts.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    if (!$util.isString(message.host))
                        return "host: string expected";
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel"))
                    if (!$util.isString(message.channel))
                        return "channel: string expected";
                if (message.observedAtMs != null && $Object.hasOwnProperty.call(message, "observedAtMs"))
                    if (!$util.isInteger(message.observedAtMs) && !(message.observedAtMs && $util.isInteger(message.observedAtMs.low) && $util.isInteger(message.observedAtMs.high)))
                        return "observedAtMs: integer|Long expected";
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                    if (!$util.isInteger(message.generation) && !(message.generation && $util.isInteger(message.generation.low) && $util.isInteger(message.generation.high)))
                        return "generation: integer|Long expected";
                if (message.esp != null && $Object.hasOwnProperty.call(message, "esp")) {
                    let error = $root.bootswap.v1.EspFacts.verify(message.esp, _depth + 1);
                    if (error)
                        return "esp." + error;
                }
                if (message.files != null && $Object.hasOwnProperty.call(message, "files")) {
                    if (!$Array.isArray(message.files))
                        return "files: array expected";
                    for (let i = 0; i < message.files.length; ++i) {
                        let error = $root.bootswap.v1.TreeFile.verify(message.files[i], _depth + 1);
                        if (error)
                            return "files." + error;
                    }
                }
                if (message.directories != null && $Object.hasOwnProperty.call(message, "directories")) {
                    if (!$Array.isArray(message.directories))
                        return "directories: array expected";
                    for (let i = 0; i < message.directories.length; ++i)
                        if (!$util.isString(message.directories[i]))
                            return "directories: string[] expected";
                }
                if (message.managedPaths != null && $Object.hasOwnProperty.call(message, "managedPaths")) {
                    if (!$Array.isArray(message.managedPaths))
                        return "managedPaths: array expected";
                    for (let i = 0; i < message.managedPaths.length; ++i)
                        if (!$util.isString(message.managedPaths[i]))
                            return "managedPaths: string[] expected";
                }
                if (message.appliedPayloadId != null && $Object.hasOwnProperty.call(message, "appliedPayloadId"))
                    if (!$util.isString(message.appliedPayloadId))
                        return "appliedPayloadId: string expected";
                if (message.failedPayloads != null && $Object.hasOwnProperty.call(message, "failedPayloads")) {
                    if (!$Array.isArray(message.failedPayloads))
                        return "failedPayloads: array expected";
                    for (let i = 0; i < message.failedPayloads.length; ++i) {
                        let error = $root.bootswap.v1.FailedPayload.verify(message.failedPayloads[i], _depth + 1);
                        if (error)
                            return "failedPayloads." + error;
                    }
                }
                if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion"))
                    if (!$util.isString(message.agentVersion))
                        return "agentVersion: string expected";
                if (message.firmware != null && $Object.hasOwnProperty.call(message, "firmware")) {
                    let error = $root.bootswap.v1.FirmwareFacts.verify(message.firmware, _depth + 1);
                    if (error)
                        return "firmware." + error;
                }
                if (message.bootFiles != null && $Object.hasOwnProperty.call(message, "bootFiles")) {
                    if (!$Array.isArray(message.bootFiles))
                        return "bootFiles: array expected";
                    for (let i = 0; i < message.bootFiles.length; ++i) {
                        let error = $root.bootswap.v1.BootFileEvidence.verify(message.bootFiles[i], _depth + 1);
                        if (error)
                            return "bootFiles." + error;
                    }
                }
                if (message.kernels != null && $Object.hasOwnProperty.call(message, "kernels")) {
                    if (!$Array.isArray(message.kernels))
                        return "kernels: array expected";
                    for (let i = 0; i < message.kernels.length; ++i) {
                        let error = $root.bootswap.v1.TreeFile.verify(message.kernels[i], _depth + 1);
                        if (error)
                            return "kernels." + error;
                    }
                }
                if (message.measured != null && $Object.hasOwnProperty.call(message, "measured")) {
                    let error = $root.bootswap.v1.MeasuredBoot.verify(message.measured, _depth + 1);
                    if (error)
                        return "measured." + error;
                }
                return null;
            };

            HostFacts.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.HostFacts)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.HostFacts: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.HostFacts();
                if (object.host != null)
                    if (typeof object.host !== "string" || object.host.length)
                        message.host = $String(object.host);
                if (object.channel != null)
                    if (typeof object.channel !== "string" || object.channel.length)
                        message.channel = $String(object.channel);
                if (object.observedAtMs != null)
                    if (typeof object.observedAtMs === "object" ? object.observedAtMs.low || object.observedAtMs.high : $Number(object.observedAtMs) !== 0)
                        if ($util.Long)
                            message.observedAtMs = $util.Long.fromValue(object.observedAtMs, false);
                        else if (typeof object.observedAtMs === "string")
                            message.observedAtMs = $parseInt(object.observedAtMs, 10);
                        else if (typeof object.observedAtMs === "number")
                            message.observedAtMs = object.observedAtMs;
                        else if (typeof object.observedAtMs === "object")
                            message.observedAtMs = new $util.LongBits(object.observedAtMs.low >>> 0, object.observedAtMs.high >>> 0).toNumber();
                if (object.generation != null)
                    if (typeof object.generation === "object" ? object.generation.low || object.generation.high : $Number(object.generation) !== 0)
                        if ($util.Long)
                            message.generation = $util.Long.fromValue(object.generation, true);
                        else if (typeof object.generation === "string")
                            message.generation = $parseInt(object.generation, 10);
                        else if (typeof object.generation === "number")
                            message.generation = object.generation;
                        else if (typeof object.generation === "object")
                            message.generation = new $util.LongBits(object.generation.low >>> 0, object.generation.high >>> 0).toNumber(true);
                if (object.esp != null) {
                    if (!$util.isObject(object.esp))
                        throw $TypeError(".bootswap.v1.HostFacts.esp: object expected");
                    message.esp = $root.bootswap.v1.EspFacts.fromObject(object.esp, _depth + 1);
                }
                if (object.files) {
                    if (!$Array.isArray(object.files))
                        throw $TypeError(".bootswap.v1.HostFacts.files: array expected");
                    message.files = $Array(object.files.length);
                    for (let i = 0; i < object.files.length; ++i) {
                        if (!$util.isObject(object.files[i]))
                            throw $TypeError(".bootswap.v1.HostFacts.files: object expected");
                        message.files[i] = $root.bootswap.v1.TreeFile.fromObject(object.files[i], _depth + 1);
                    }
                }
                if (object.directories) {
                    if (!$Array.isArray(object.directories))
                        throw $TypeError(".bootswap.v1.HostFacts.directories: array expected");
                    message.directories = $Array(object.directories.length);
                    for (let i = 0; i < object.directories.length; ++i)
                        message.directories[i] = $String(object.directories[i]);
                }
                if (object.managedPaths) {
                    if (!$Array.isArray(object.managedPaths))
                        throw $TypeError(".bootswap.v1.HostFacts.managedPaths: array expected");
                    message.managedPaths = $Array(object.managedPaths.length);
                    for (let i = 0; i < object.managedPaths.length; ++i)
                        message.managedPaths[i] = $String(object.managedPaths[i]);
                }
                if (object.appliedPayloadId != null)
                    if (typeof object.appliedPayloadId !== "string" || object.appliedPayloadId.length)
                        message.appliedPayloadId = $String(object.appliedPayloadId);
                if (object.failedPayloads) {
                    if (!$Array.isArray(object.failedPayloads))
                        throw $TypeError(".bootswap.v1.HostFacts.failedPayloads: array expected");
                    message.failedPayloads = $Array(object.failedPayloads.length);
                    for (let i = 0; i < object.failedPayloads.length; ++i) {
                        if (!$util.isObject(object.failedPayloads[i]))
                            throw $TypeError(".bootswap.v1.HostFacts.failedPayloads: object expected");
                        message.failedPayloads[i] = $root.bootswap.v1.FailedPayload.fromObject(object.failedPayloads[i], _depth + 1);
                    }
                }
                if (object.agentVersion != null)
                    if (typeof object.agentVersion !== "string" || object.agentVersion.length)
                        message.agentVersion = $String(object.agentVersion);
                if (object.firmware != null) {
                    if (!$util.isObject(object.firmware))
                        throw $TypeError(".bootswap.v1.HostFacts.firmware: object expected");
                    message.firmware = $root.bootswap.v1.FirmwareFacts.fromObject(object.firmware, _depth + 1);
                }
                if (object.bootFiles) {
                    if (!$Array.isArray(object.bootFiles))
                        throw $TypeError(".bootswap.v1.HostFacts.bootFiles: array expected");
                    message.bootFiles = $Array(object.bootFiles.length);
                    for (let i = 0; i < object.bootFiles.length; ++i) {
                        if (!$util.isObject(object.bootFiles[i]))
                            throw $TypeError(".bootswap.v1.HostFacts.bootFiles: object expected");
                        message.bootFiles[i] = $root.bootswap.v1.BootFileEvidence.fromObject(object.bootFiles[i], _depth + 1);
                    }
                }
                if (object.kernels) {
                    if (!$Array.isArray(object.kernels))
                        throw $TypeError(".bootswap.v1.HostFacts.kernels: array expected");
                    message.kernels = $Array(object.kernels.length);
                    for (let i = 0; i < object.kernels.length; ++i) {
                        if (!$util.isObject(object.kernels[i]))
                            throw $TypeError(".bootswap.v1.HostFacts.kernels: object expected");
                        message.kernels[i] = $root.bootswap.v1.TreeFile.fromObject(object.kernels[i], _depth + 1);
                    }
                }
                if (object.measured != null) {
                    if (!$util.isObject(object.measured))
                        throw $TypeError(".bootswap.v1.HostFacts.measured: object expected");
                    message.measured = $root.bootswap.v1.MeasuredBoot.fromObject(object.measured, _depth + 1);
                }
                return message;
            };

            HostFacts.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.files = [];
                    object.directories = [];
                    object.managedPaths = [];
                    object.failedPayloads = [];
                    object.bootFiles = [];
                    object.kernels = [];
                }
                if (options.defaults) {
                    object.host = "";
                    object.channel = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.observedAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.observedAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.generation = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.generation = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.esp = null;
                    object.appliedPayloadId = "";
                    object.agentVersion = "";
                    object.firmware = null;
                    object.measured = null;
                }
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    object.host = message.host;
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel"))
                    object.channel = message.channel;
                if (message.observedAtMs != null && $Object.hasOwnProperty.call(message, "observedAtMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.observedAtMs = typeof message.observedAtMs === "number" ? $BigInt(message.observedAtMs) : $util.Long.fromBits(message.observedAtMs.low >>> 0, message.observedAtMs.high >>> 0, false).toBigInt();
                    else if (typeof message.observedAtMs === "number")
                        object.observedAtMs = options.longs === $String ? $String(message.observedAtMs) : message.observedAtMs;
                    else
                        object.observedAtMs = options.longs === $String ? $util.Long.prototype.toString.call(message.observedAtMs) : options.longs === $Number ? new $util.LongBits(message.observedAtMs.low >>> 0, message.observedAtMs.high >>> 0).toNumber() : message.observedAtMs;
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.generation = typeof message.generation === "number" ? $BigInt(message.generation) : $util.Long.fromBits(message.generation.low >>> 0, message.generation.high >>> 0, true).toBigInt();
                    else if (typeof message.generation === "number")
                        object.generation = options.longs === $String ? $String(message.generation) : message.generation;
                    else
                        object.generation = options.longs === $String ? $util.Long.prototype.toString.call(message.generation) : options.longs === $Number ? new $util.LongBits(message.generation.low >>> 0, message.generation.high >>> 0).toNumber(true) : message.generation;
                if (message.esp != null && $Object.hasOwnProperty.call(message, "esp"))
                    object.esp = $root.bootswap.v1.EspFacts.toObject(message.esp, options, _depth + 1);
                if (message.files && message.files.length) {
                    object.files = $Array(message.files.length);
                    for (let j = 0; j < message.files.length; ++j)
                        object.files[j] = $root.bootswap.v1.TreeFile.toObject(message.files[j], options, _depth + 1);
                }
                if (message.directories && message.directories.length) {
                    object.directories = $Array(message.directories.length);
                    for (let j = 0; j < message.directories.length; ++j)
                        object.directories[j] = message.directories[j];
                }
                if (message.managedPaths && message.managedPaths.length) {
                    object.managedPaths = $Array(message.managedPaths.length);
                    for (let j = 0; j < message.managedPaths.length; ++j)
                        object.managedPaths[j] = message.managedPaths[j];
                }
                if (message.appliedPayloadId != null && $Object.hasOwnProperty.call(message, "appliedPayloadId"))
                    object.appliedPayloadId = message.appliedPayloadId;
                if (message.failedPayloads && message.failedPayloads.length) {
                    object.failedPayloads = $Array(message.failedPayloads.length);
                    for (let j = 0; j < message.failedPayloads.length; ++j)
                        object.failedPayloads[j] = $root.bootswap.v1.FailedPayload.toObject(message.failedPayloads[j], options, _depth + 1);
                }
                if (message.agentVersion != null && $Object.hasOwnProperty.call(message, "agentVersion"))
                    object.agentVersion = message.agentVersion;
                if (message.firmware != null && $Object.hasOwnProperty.call(message, "firmware"))
                    object.firmware = $root.bootswap.v1.FirmwareFacts.toObject(message.firmware, options, _depth + 1);
                if (message.bootFiles && message.bootFiles.length) {
                    object.bootFiles = $Array(message.bootFiles.length);
                    for (let j = 0; j < message.bootFiles.length; ++j)
                        object.bootFiles[j] = $root.bootswap.v1.BootFileEvidence.toObject(message.bootFiles[j], options, _depth + 1);
                }
                if (message.kernels && message.kernels.length) {
                    object.kernels = $Array(message.kernels.length);
                    for (let j = 0; j < message.kernels.length; ++j)
                        object.kernels[j] = $root.bootswap.v1.TreeFile.toObject(message.kernels[j], options, _depth + 1);
                }
                if (message.measured != null && $Object.hasOwnProperty.call(message, "measured"))
                    object.measured = $root.bootswap.v1.MeasuredBoot.toObject(message.measured, options, _depth + 1);
                return object;
            };

            HostFacts.prototype.toJSON = function() {
                return HostFacts.toObject(this, $protobuf.util.toJSONOptions);
            };

            return HostFacts;
        })();

        v1.FirmwareFacts = (function() {

            const FirmwareFacts = function (properties) {
                this.bootVariables = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            FirmwareFacts.prototype.machine = 0;
            FirmwareFacts.prototype.trustSha256 = $util.newBuffer([]);
            FirmwareFacts.prototype.bootVariables = $util.emptyArray;
            FirmwareFacts.prototype.firmwareSha256 = $util.newBuffer([]);

            FirmwareFacts.create = function(properties) {
                return new FirmwareFacts(properties);
            };

            FirmwareFacts.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.machine != null && $Object.hasOwnProperty.call(message, "machine") && message.machine !== 0)
                    writer.uint32(8).uint32(message.machine);
                if (message.trustSha256 != null && $Object.hasOwnProperty.call(message, "trustSha256") && message.trustSha256.length)
                    writer.uint32(18).bytes(message.trustSha256);
                if (message.bootVariables != null && message.bootVariables.length)
                    for (let i = 0; i < message.bootVariables.length; ++i)
                        $root.bootswap.v1.EfiVariable.encode(message.bootVariables[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.firmwareSha256 != null && $Object.hasOwnProperty.call(message, "firmwareSha256") && message.firmwareSha256.length)
                    writer.uint32(34).bytes(message.firmwareSha256);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            FirmwareFacts.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.FirmwareFacts();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.machine = value;
                            else
                                delete message.machine;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.trustSha256 = value;
                            else
                                delete message.trustSha256;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.bootVariables && message.bootVariables.length))
                                message.bootVariables = [];
                            message.bootVariables.push($root.bootswap.v1.EfiVariable.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.firmwareSha256 = value;
                            else
                                delete message.firmwareSha256;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            FirmwareFacts.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.machine != null && $Object.hasOwnProperty.call(message, "machine"))
                    if (!$util.isInteger(message.machine))
                        return "machine: integer expected";
                if (message.trustSha256 != null && $Object.hasOwnProperty.call(message, "trustSha256"))
                    if (!(message.trustSha256 && typeof message.trustSha256.length === "number" || $util.isString(message.trustSha256)))
                        return "trustSha256: buffer expected";
                if (message.bootVariables != null && $Object.hasOwnProperty.call(message, "bootVariables")) {
                    if (!$Array.isArray(message.bootVariables))
                        return "bootVariables: array expected";
                    for (let i = 0; i < message.bootVariables.length; ++i) {
                        let error = $root.bootswap.v1.EfiVariable.verify(message.bootVariables[i], _depth + 1);
                        if (error)
                            return "bootVariables." + error;
                    }
                }
                if (message.firmwareSha256 != null && $Object.hasOwnProperty.call(message, "firmwareSha256"))
                    if (!(message.firmwareSha256 && typeof message.firmwareSha256.length === "number" || $util.isString(message.firmwareSha256)))
                        return "firmwareSha256: buffer expected";
                return null;
            };

            FirmwareFacts.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.FirmwareFacts)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.FirmwareFacts: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.FirmwareFacts();
                if (object.machine != null)
                    if ($Number(object.machine) !== 0)
                        message.machine = object.machine >>> 0;
                if (object.trustSha256 != null)
                    if (object.trustSha256.length)
                        if (typeof object.trustSha256 === "string")
                            $util.base64.decode(object.trustSha256, message.trustSha256 = $util.newBuffer($util.base64.length(object.trustSha256)), 0);
                        else if (object.trustSha256.length >= 0)
                            message.trustSha256 = object.trustSha256;
                if (object.bootVariables) {
                    if (!$Array.isArray(object.bootVariables))
                        throw $TypeError(".bootswap.v1.FirmwareFacts.bootVariables: array expected");
                    message.bootVariables = $Array(object.bootVariables.length);
                    for (let i = 0; i < object.bootVariables.length; ++i) {
                        if (!$util.isObject(object.bootVariables[i]))
                            throw $TypeError(".bootswap.v1.FirmwareFacts.bootVariables: object expected");
                        message.bootVariables[i] = $root.bootswap.v1.EfiVariable.fromObject(object.bootVariables[i], _depth + 1);
                    }
                }
                if (object.firmwareSha256 != null)
                    if (object.firmwareSha256.length)
                        if (typeof object.firmwareSha256 === "string")
                            $util.base64.decode(object.firmwareSha256, message.firmwareSha256 = $util.newBuffer($util.base64.length(object.firmwareSha256)), 0);
                        else if (object.firmwareSha256.length >= 0)
                            message.firmwareSha256 = object.firmwareSha256;
                return message;
            };

            FirmwareFacts.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.bootVariables = [];
                if (options.defaults) {
                    object.machine = 0;
                    if (options.bytes === $String)
                        object.trustSha256 = "";
                    else {
                        object.trustSha256 = [];
                        if (options.bytes !== $Array)
                            object.trustSha256 = $util.newBuffer(object.trustSha256);
                    }
                    if (options.bytes === $String)
                        object.firmwareSha256 = "";
                    else {
                        object.firmwareSha256 = [];
                        if (options.bytes !== $Array)
                            object.firmwareSha256 = $util.newBuffer(object.firmwareSha256);
                    }
                }
                if (message.machine != null && $Object.hasOwnProperty.call(message, "machine"))
                    object.machine = message.machine;
                if (message.trustSha256 != null && $Object.hasOwnProperty.call(message, "trustSha256"))
                    object.trustSha256 = options.bytes === $String ? $util.base64.encode(message.trustSha256, 0, message.trustSha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.trustSha256) : message.trustSha256;
                if (message.bootVariables && message.bootVariables.length) {
                    object.bootVariables = $Array(message.bootVariables.length);
                    for (let j = 0; j < message.bootVariables.length; ++j)
                        object.bootVariables[j] = $root.bootswap.v1.EfiVariable.toObject(message.bootVariables[j], options, _depth + 1);
                }
                if (message.firmwareSha256 != null && $Object.hasOwnProperty.call(message, "firmwareSha256"))
                    object.firmwareSha256 = options.bytes === $String ? $util.base64.encode(message.firmwareSha256, 0, message.firmwareSha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.firmwareSha256) : message.firmwareSha256;
                return object;
            };

            FirmwareFacts.prototype.toJSON = function() {
                return FirmwareFacts.toObject(this, $protobuf.util.toJSONOptions);
            };

            return FirmwareFacts;
        })();

        v1.EfiVariable = (function() {

            const EfiVariable = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            EfiVariable.prototype.name = "";
            EfiVariable.prototype.data = $util.newBuffer([]);

            EfiVariable.create = function(properties) {
                return new EfiVariable(properties);
            };

            EfiVariable.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.data != null && $Object.hasOwnProperty.call(message, "data") && message.data.length)
                    writer.uint32(18).bytes(message.data);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            EfiVariable.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.EfiVariable();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.data = value;
                            else
                                delete message.data;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            EfiVariable.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    if (!$util.isString(message.name))
                        return "name: string expected";
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    if (!(message.data && typeof message.data.length === "number" || $util.isString(message.data)))
                        return "data: buffer expected";
                return null;
            };

            EfiVariable.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.EfiVariable)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.EfiVariable: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.EfiVariable();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.data != null)
                    if (object.data.length)
                        if (typeof object.data === "string")
                            $util.base64.decode(object.data, message.data = $util.newBuffer($util.base64.length(object.data)), 0);
                        else if (object.data.length >= 0)
                            message.data = object.data;
                return message;
            };

            EfiVariable.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.name = "";
                    if (options.bytes === $String)
                        object.data = "";
                    else {
                        object.data = [];
                        if (options.bytes !== $Array)
                            object.data = $util.newBuffer(object.data);
                    }
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.data != null && $Object.hasOwnProperty.call(message, "data"))
                    object.data = options.bytes === $String ? $util.base64.encode(message.data, 0, message.data.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.data) : message.data;
                return object;
            };

            EfiVariable.prototype.toJSON = function() {
                return EfiVariable.toObject(this, $protobuf.util.toJSONOptions);
            };

            return EfiVariable;
        })();

        v1.BootFileReader = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "BOOT_FILE_READER_UNSPECIFIED"] = 0;
            values[valuesById[1] = "BOOT_FILE_READER_IMAGE"] = 1;
            values[valuesById[2] = "BOOT_FILE_READER_BOOT_CSV"] = 2;
            values[valuesById[3] = "BOOT_FILE_READER_OPTIONS_CSV"] = 3;
            values[valuesById[4] = "BOOT_FILE_READER_LOADER_ENTRY"] = 4;
            return values;
        })();

        v1.BootFileEvidence = (function() {

            const BootFileEvidence = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BootFileEvidence.prototype.sha256 = $util.newBuffer([]);
            BootFileEvidence.prototype.reader = 0;
            BootFileEvidence.prototype.evidenceSha256 = $util.newBuffer([]);

            BootFileEvidence.create = function(properties) {
                return new BootFileEvidence(properties);
            };

            BootFileEvidence.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                    writer.uint32(10).bytes(message.sha256);
                if (message.reader != null && $Object.hasOwnProperty.call(message, "reader") && message.reader !== 0)
                    writer.uint32(16).int32(message.reader);
                if (message.evidenceSha256 != null && $Object.hasOwnProperty.call(message, "evidenceSha256") && message.evidenceSha256.length)
                    writer.uint32(26).bytes(message.evidenceSha256);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BootFileEvidence.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.BootFileEvidence();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.reader = value;
                            else
                                delete message.reader;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.evidenceSha256 = value;
                            else
                                delete message.evidenceSha256;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BootFileEvidence.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256"))
                    if (!(message.sha256 && typeof message.sha256.length === "number" || $util.isString(message.sha256)))
                        return "sha256: buffer expected";
                if (message.reader != null && $Object.hasOwnProperty.call(message, "reader"))
                    if (typeof message.reader !== "number" || (message.reader | 0) !== message.reader)
                        return "reader: enum value expected";
                if (message.evidenceSha256 != null && $Object.hasOwnProperty.call(message, "evidenceSha256"))
                    if (!(message.evidenceSha256 && typeof message.evidenceSha256.length === "number" || $util.isString(message.evidenceSha256)))
                        return "evidenceSha256: buffer expected";
                return null;
            };

            BootFileEvidence.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.BootFileEvidence)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.BootFileEvidence: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.BootFileEvidence();
                if (object.sha256 != null)
                    if (object.sha256.length)
                        if (typeof object.sha256 === "string")
                            $util.base64.decode(object.sha256, message.sha256 = $util.newBuffer($util.base64.length(object.sha256)), 0);
                        else if (object.sha256.length >= 0)
                            message.sha256 = object.sha256;
                if (object.reader !== 0 && (typeof object.reader !== "string" || $root.bootswap.v1.BootFileReader[object.reader] !== 0))
                    switch (object.reader) {
                    case "BOOT_FILE_READER_UNSPECIFIED":
                    case 0:
                        message.reader = 0;
                        break;
                    case "BOOT_FILE_READER_IMAGE":
                    case 1:
                        message.reader = 1;
                        break;
                    case "BOOT_FILE_READER_BOOT_CSV":
                    case 2:
                        message.reader = 2;
                        break;
                    case "BOOT_FILE_READER_OPTIONS_CSV":
                    case 3:
                        message.reader = 3;
                        break;
                    case "BOOT_FILE_READER_LOADER_ENTRY":
                    case 4:
                        message.reader = 4;
                        break;
                    default:
                        if (typeof object.reader === "number" && (object.reader | 0) === object.reader)
                            message.reader = object.reader;
                    }
                if (object.evidenceSha256 != null)
                    if (object.evidenceSha256.length)
                        if (typeof object.evidenceSha256 === "string")
                            $util.base64.decode(object.evidenceSha256, message.evidenceSha256 = $util.newBuffer($util.base64.length(object.evidenceSha256)), 0);
                        else if (object.evidenceSha256.length >= 0)
                            message.evidenceSha256 = object.evidenceSha256;
                return message;
            };

            BootFileEvidence.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    if (options.bytes === $String)
                        object.sha256 = "";
                    else {
                        object.sha256 = [];
                        if (options.bytes !== $Array)
                            object.sha256 = $util.newBuffer(object.sha256);
                    }
                    object.reader = options.enums === $String ? "BOOT_FILE_READER_UNSPECIFIED" : 0;
                    if (options.bytes === $String)
                        object.evidenceSha256 = "";
                    else {
                        object.evidenceSha256 = [];
                        if (options.bytes !== $Array)
                            object.evidenceSha256 = $util.newBuffer(object.evidenceSha256);
                    }
                }
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256"))
                    object.sha256 = options.bytes === $String ? $util.base64.encode(message.sha256, 0, message.sha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sha256) : message.sha256;
                if (message.reader != null && $Object.hasOwnProperty.call(message, "reader"))
                    object.reader = options.enums === $String ? $root.bootswap.v1.BootFileReader[message.reader] === $undefined ? message.reader : $root.bootswap.v1.BootFileReader[message.reader] : message.reader;
                if (message.evidenceSha256 != null && $Object.hasOwnProperty.call(message, "evidenceSha256"))
                    object.evidenceSha256 = options.bytes === $String ? $util.base64.encode(message.evidenceSha256, 0, message.evidenceSha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.evidenceSha256) : message.evidenceSha256;
                return object;
            };

            BootFileEvidence.prototype.toJSON = function() {
                return BootFileEvidence.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BootFileEvidence;
        })();

        v1.MeasuredBoot = (function() {

            const MeasuredBoot = function (properties) {
                this.pcrs = [];
                this.bindings = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            MeasuredBoot.prototype.logSha256 = $util.newBuffer([]);
            MeasuredBoot.prototype.pcrs = $util.emptyArray;
            MeasuredBoot.prototype.bindings = $util.emptyArray;

            MeasuredBoot.create = function(properties) {
                return new MeasuredBoot(properties);
            };

            MeasuredBoot.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.logSha256 != null && $Object.hasOwnProperty.call(message, "logSha256") && message.logSha256.length)
                    writer.uint32(10).bytes(message.logSha256);
                if (message.pcrs != null && message.pcrs.length)
                    for (let i = 0; i < message.pcrs.length; ++i)
                        $root.bootswap.v1.PcrValue.encode(message.pcrs[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.bindings != null && message.bindings.length)
                    for (let i = 0; i < message.bindings.length; ++i)
                        $root.bootswap.v1.PcrBindingFacts.encode(message.bindings[i], writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            MeasuredBoot.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.MeasuredBoot();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.logSha256 = value;
                            else
                                delete message.logSha256;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.pcrs && message.pcrs.length))
                                message.pcrs = [];
                            message.pcrs.push($root.bootswap.v1.PcrValue.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if (!(message.bindings && message.bindings.length))
                                message.bindings = [];
                            message.bindings.push($root.bootswap.v1.PcrBindingFacts.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            MeasuredBoot.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.logSha256 != null && $Object.hasOwnProperty.call(message, "logSha256"))
                    if (!(message.logSha256 && typeof message.logSha256.length === "number" || $util.isString(message.logSha256)))
                        return "logSha256: buffer expected";
                if (message.pcrs != null && $Object.hasOwnProperty.call(message, "pcrs")) {
                    if (!$Array.isArray(message.pcrs))
                        return "pcrs: array expected";
                    for (let i = 0; i < message.pcrs.length; ++i) {
                        let error = $root.bootswap.v1.PcrValue.verify(message.pcrs[i], _depth + 1);
                        if (error)
                            return "pcrs." + error;
                    }
                }
                if (message.bindings != null && $Object.hasOwnProperty.call(message, "bindings")) {
                    if (!$Array.isArray(message.bindings))
                        return "bindings: array expected";
                    for (let i = 0; i < message.bindings.length; ++i) {
                        let error = $root.bootswap.v1.PcrBindingFacts.verify(message.bindings[i], _depth + 1);
                        if (error)
                            return "bindings." + error;
                    }
                }
                return null;
            };

            MeasuredBoot.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.MeasuredBoot)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.MeasuredBoot: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.MeasuredBoot();
                if (object.logSha256 != null)
                    if (object.logSha256.length)
                        if (typeof object.logSha256 === "string")
                            $util.base64.decode(object.logSha256, message.logSha256 = $util.newBuffer($util.base64.length(object.logSha256)), 0);
                        else if (object.logSha256.length >= 0)
                            message.logSha256 = object.logSha256;
                if (object.pcrs) {
                    if (!$Array.isArray(object.pcrs))
                        throw $TypeError(".bootswap.v1.MeasuredBoot.pcrs: array expected");
                    message.pcrs = $Array(object.pcrs.length);
                    for (let i = 0; i < object.pcrs.length; ++i) {
                        if (!$util.isObject(object.pcrs[i]))
                            throw $TypeError(".bootswap.v1.MeasuredBoot.pcrs: object expected");
                        message.pcrs[i] = $root.bootswap.v1.PcrValue.fromObject(object.pcrs[i], _depth + 1);
                    }
                }
                if (object.bindings) {
                    if (!$Array.isArray(object.bindings))
                        throw $TypeError(".bootswap.v1.MeasuredBoot.bindings: array expected");
                    message.bindings = $Array(object.bindings.length);
                    for (let i = 0; i < object.bindings.length; ++i) {
                        if (!$util.isObject(object.bindings[i]))
                            throw $TypeError(".bootswap.v1.MeasuredBoot.bindings: object expected");
                        message.bindings[i] = $root.bootswap.v1.PcrBindingFacts.fromObject(object.bindings[i], _depth + 1);
                    }
                }
                return message;
            };

            MeasuredBoot.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.pcrs = [];
                    object.bindings = [];
                }
                if (options.defaults)
                    if (options.bytes === $String)
                        object.logSha256 = "";
                    else {
                        object.logSha256 = [];
                        if (options.bytes !== $Array)
                            object.logSha256 = $util.newBuffer(object.logSha256);
                    }
                if (message.logSha256 != null && $Object.hasOwnProperty.call(message, "logSha256"))
                    object.logSha256 = options.bytes === $String ? $util.base64.encode(message.logSha256, 0, message.logSha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.logSha256) : message.logSha256;
                if (message.pcrs && message.pcrs.length) {
                    object.pcrs = $Array(message.pcrs.length);
                    for (let j = 0; j < message.pcrs.length; ++j)
                        object.pcrs[j] = $root.bootswap.v1.PcrValue.toObject(message.pcrs[j], options, _depth + 1);
                }
                if (message.bindings && message.bindings.length) {
                    object.bindings = $Array(message.bindings.length);
                    for (let j = 0; j < message.bindings.length; ++j)
                        object.bindings[j] = $root.bootswap.v1.PcrBindingFacts.toObject(message.bindings[j], options, _depth + 1);
                }
                return object;
            };

            MeasuredBoot.prototype.toJSON = function() {
                return MeasuredBoot.toObject(this, $protobuf.util.toJSONOptions);
            };

            return MeasuredBoot;
        })();

        v1.PcrValue = (function() {

            const PcrValue = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PcrValue.prototype.pcr = 0;
            PcrValue.prototype.sha256 = $util.newBuffer([]);

            PcrValue.create = function(properties) {
                return new PcrValue(properties);
            };

            PcrValue.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.pcr != null && $Object.hasOwnProperty.call(message, "pcr") && message.pcr !== 0)
                    writer.uint32(8).uint32(message.pcr);
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                    writer.uint32(18).bytes(message.sha256);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PcrValue.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.PcrValue();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.pcr = value;
                            else
                                delete message.pcr;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PcrValue.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.pcr != null && $Object.hasOwnProperty.call(message, "pcr"))
                    if (!$util.isInteger(message.pcr))
                        return "pcr: integer expected";
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256"))
                    if (!(message.sha256 && typeof message.sha256.length === "number" || $util.isString(message.sha256)))
                        return "sha256: buffer expected";
                return null;
            };

            PcrValue.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.PcrValue)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.PcrValue: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.PcrValue();
                if (object.pcr != null)
                    if ($Number(object.pcr) !== 0)
                        message.pcr = object.pcr >>> 0;
                if (object.sha256 != null)
                    if (object.sha256.length)
                        if (typeof object.sha256 === "string")
                            $util.base64.decode(object.sha256, message.sha256 = $util.newBuffer($util.base64.length(object.sha256)), 0);
                        else if (object.sha256.length >= 0)
                            message.sha256 = object.sha256;
                return message;
            };

            PcrValue.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.pcr = 0;
                    if (options.bytes === $String)
                        object.sha256 = "";
                    else {
                        object.sha256 = [];
                        if (options.bytes !== $Array)
                            object.sha256 = $util.newBuffer(object.sha256);
                    }
                }
                if (message.pcr != null && $Object.hasOwnProperty.call(message, "pcr"))
                    object.pcr = message.pcr;
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256"))
                    object.sha256 = options.bytes === $String ? $util.base64.encode(message.sha256, 0, message.sha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sha256) : message.sha256;
                return object;
            };

            PcrValue.prototype.toJSON = function() {
                return PcrValue.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PcrValue;
        })();

        v1.TokenKind = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "TOKEN_KIND_UNSPECIFIED"] = 0;
            values[valuesById[1] = "TOKEN_KIND_SYSTEMD_TPM2"] = 1;
            values[valuesById[2] = "TOKEN_KIND_CLEVIS"] = 2;
            return values;
        })();

        v1.PcrBindingFacts = (function() {

            const PcrBindingFacts = function (properties) {
                this.pcrs = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PcrBindingFacts.prototype.token = 0;
            PcrBindingFacts.prototype.kind = 0;
            PcrBindingFacts.prototype.pcrs = $util.emptyArray;
            PcrBindingFacts.prototype.bank = "";
            PcrBindingFacts.prototype.pcrlock = false;
            PcrBindingFacts.prototype.isRequired = false;
            PcrBindingFacts.prototype.problem = "";

            PcrBindingFacts.create = function(properties) {
                return new PcrBindingFacts(properties);
            };

            PcrBindingFacts.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.token != null && $Object.hasOwnProperty.call(message, "token") && message.token !== 0)
                    writer.uint32(8).uint32(message.token);
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind") && message.kind !== 0)
                    writer.uint32(16).int32(message.kind);
                if (message.pcrs != null && message.pcrs.length)
                    writer.uint32(26).uint32s(message.pcrs);
                if (message.bank != null && $Object.hasOwnProperty.call(message, "bank") && message.bank !== "")
                    writer.uint32(34).string(message.bank);
                if (message.pcrlock != null && $Object.hasOwnProperty.call(message, "pcrlock") && message.pcrlock !== false)
                    writer.uint32(40).bool(message.pcrlock);
                if (message.isRequired != null && $Object.hasOwnProperty.call(message, "isRequired") && message.isRequired !== false)
                    writer.uint32(48).bool(message.isRequired);
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem") && message.problem !== "")
                    writer.uint32(58).string(message.problem);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PcrBindingFacts.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.PcrBindingFacts();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.token = value;
                            else
                                delete message.token;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.kind = value;
                            else
                                delete message.kind;
                            continue;
                        }
                    case 3: {
                            if (wireType === 2) {
                                if (!(message.pcrs && message.pcrs.length))
                                    message.pcrs = [];
                                reader.uint32s(message.pcrs);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.pcrs && message.pcrs.length))
                                message.pcrs = [];
                            message.pcrs.push(reader.uint32());
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.bank = value;
                            else
                                delete message.bank;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.pcrlock = value;
                            else
                                delete message.pcrlock;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.isRequired = value;
                            else
                                delete message.isRequired;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.problem = value;
                            else
                                delete message.problem;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PcrBindingFacts.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                    if (!$util.isInteger(message.token))
                        return "token: integer expected";
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    if (typeof message.kind !== "number" || (message.kind | 0) !== message.kind)
                        return "kind: enum value expected";
                if (message.pcrs != null && $Object.hasOwnProperty.call(message, "pcrs")) {
                    if (!$Array.isArray(message.pcrs))
                        return "pcrs: array expected";
                    for (let i = 0; i < message.pcrs.length; ++i)
                        if (!$util.isInteger(message.pcrs[i]))
                            return "pcrs: integer[] expected";
                }
                if (message.bank != null && $Object.hasOwnProperty.call(message, "bank"))
                    if (!$util.isString(message.bank))
                        return "bank: string expected";
                if (message.pcrlock != null && $Object.hasOwnProperty.call(message, "pcrlock"))
                    if (typeof message.pcrlock !== "boolean")
                        return "pcrlock: boolean expected";
                if (message.isRequired != null && $Object.hasOwnProperty.call(message, "isRequired"))
                    if (typeof message.isRequired !== "boolean")
                        return "isRequired: boolean expected";
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem"))
                    if (!$util.isString(message.problem))
                        return "problem: string expected";
                return null;
            };

            PcrBindingFacts.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.PcrBindingFacts)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.PcrBindingFacts: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.PcrBindingFacts();
                if (object.token != null)
                    if ($Number(object.token) !== 0)
                        message.token = object.token >>> 0;
                if (object.kind !== 0 && (typeof object.kind !== "string" || $root.bootswap.v1.TokenKind[object.kind] !== 0))
                    switch (object.kind) {
                    case "TOKEN_KIND_UNSPECIFIED":
                    case 0:
                        message.kind = 0;
                        break;
                    case "TOKEN_KIND_SYSTEMD_TPM2":
                    case 1:
                        message.kind = 1;
                        break;
                    case "TOKEN_KIND_CLEVIS":
                    case 2:
                        message.kind = 2;
                        break;
                    default:
                        if (typeof object.kind === "number" && (object.kind | 0) === object.kind)
                            message.kind = object.kind;
                    }
                if (object.pcrs) {
                    if (!$Array.isArray(object.pcrs))
                        throw $TypeError(".bootswap.v1.PcrBindingFacts.pcrs: array expected");
                    message.pcrs = $Array(object.pcrs.length);
                    for (let i = 0; i < object.pcrs.length; ++i)
                        message.pcrs[i] = object.pcrs[i] >>> 0;
                }
                if (object.bank != null)
                    if (typeof object.bank !== "string" || object.bank.length)
                        message.bank = $String(object.bank);
                if (object.pcrlock != null)
                    if (object.pcrlock)
                        message.pcrlock = $Boolean(object.pcrlock);
                if (object.isRequired != null)
                    if (object.isRequired)
                        message.isRequired = $Boolean(object.isRequired);
                if (object.problem != null)
                    if (typeof object.problem !== "string" || object.problem.length)
                        message.problem = $String(object.problem);
                return message;
            };

            PcrBindingFacts.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.pcrs = [];
                if (options.defaults) {
                    object.token = 0;
                    object.kind = options.enums === $String ? "TOKEN_KIND_UNSPECIFIED" : 0;
                    object.bank = "";
                    object.pcrlock = false;
                    object.isRequired = false;
                    object.problem = "";
                }
                if (message.token != null && $Object.hasOwnProperty.call(message, "token"))
                    object.token = message.token;
                if (message.kind != null && $Object.hasOwnProperty.call(message, "kind"))
                    object.kind = options.enums === $String ? $root.bootswap.v1.TokenKind[message.kind] === $undefined ? message.kind : $root.bootswap.v1.TokenKind[message.kind] : message.kind;
                if (message.pcrs && message.pcrs.length) {
                    object.pcrs = $Array(message.pcrs.length);
                    for (let j = 0; j < message.pcrs.length; ++j)
                        object.pcrs[j] = message.pcrs[j];
                }
                if (message.bank != null && $Object.hasOwnProperty.call(message, "bank"))
                    object.bank = message.bank;
                if (message.pcrlock != null && $Object.hasOwnProperty.call(message, "pcrlock"))
                    object.pcrlock = message.pcrlock;
                if (message.isRequired != null && $Object.hasOwnProperty.call(message, "isRequired"))
                    object.isRequired = message.isRequired;
                if (message.problem != null && $Object.hasOwnProperty.call(message, "problem"))
                    object.problem = message.problem;
                return object;
            };

            PcrBindingFacts.prototype.toJSON = function() {
                return PcrBindingFacts.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PcrBindingFacts;
        })();

        v1.EspFacts = (function() {

            const EspFacts = function (properties) {
                this.directoryRoom = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            EspFacts.prototype.mountPoint = "";
            EspFacts.prototype.filesystem = "";
            EspFacts.prototype.readOnly = false;
            EspFacts.prototype.clusterBytes = 0;
            EspFacts.prototype.totalBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            EspFacts.prototype.freeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            EspFacts.prototype.partitionUuid = "";
            EspFacts.prototype.reclaimableBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            EspFacts.prototype.directoryRoom = $util.emptyArray;

            EspFacts.create = function(properties) {
                return new EspFacts(properties);
            };

            EspFacts.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint") && message.mountPoint !== "")
                    writer.uint32(10).string(message.mountPoint);
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem") && message.filesystem !== "")
                    writer.uint32(18).string(message.filesystem);
                if (message.readOnly != null && $Object.hasOwnProperty.call(message, "readOnly") && message.readOnly !== false)
                    writer.uint32(24).bool(message.readOnly);
                if (message.clusterBytes != null && $Object.hasOwnProperty.call(message, "clusterBytes") && message.clusterBytes !== 0)
                    writer.uint32(32).uint32(message.clusterBytes);
                if (message.totalBytes != null && $Object.hasOwnProperty.call(message, "totalBytes") && (typeof message.totalBytes === "object" ? message.totalBytes.low || message.totalBytes.high : message.totalBytes !== 0))
                    writer.uint32(40).uint64(message.totalBytes);
                if (message.freeBytes != null && $Object.hasOwnProperty.call(message, "freeBytes") && (typeof message.freeBytes === "object" ? message.freeBytes.low || message.freeBytes.high : message.freeBytes !== 0))
                    writer.uint32(48).uint64(message.freeBytes);
                if (message.partitionUuid != null && $Object.hasOwnProperty.call(message, "partitionUuid") && message.partitionUuid !== "")
                    writer.uint32(58).string(message.partitionUuid);
                if (message.reclaimableBytes != null && $Object.hasOwnProperty.call(message, "reclaimableBytes") && (typeof message.reclaimableBytes === "object" ? message.reclaimableBytes.low || message.reclaimableBytes.high : message.reclaimableBytes !== 0))
                    writer.uint32(64).uint64(message.reclaimableBytes);
                if (message.directoryRoom != null && message.directoryRoom.length)
                    for (let i = 0; i < message.directoryRoom.length; ++i)
                        $root.bootswap.v1.DirectoryRoom.encode(message.directoryRoom[i], writer.uint32(74).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            EspFacts.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.EspFacts();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.mountPoint = value;
                            else
                                delete message.mountPoint;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.filesystem = value;
                            else
                                delete message.filesystem;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.readOnly = value;
                            else
                                delete message.readOnly;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.clusterBytes = value;
                            else
                                delete message.clusterBytes;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.totalBytes = value;
                            else
                                delete message.totalBytes;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.freeBytes = value;
                            else
                                delete message.freeBytes;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.partitionUuid = value;
                            else
                                delete message.partitionUuid;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.reclaimableBytes = value;
                            else
                                delete message.reclaimableBytes;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.directoryRoom && message.directoryRoom.length))
                                message.directoryRoom = [];
                            message.directoryRoom.push($root.bootswap.v1.DirectoryRoom.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            EspFacts.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint"))
                    if (!$util.isString(message.mountPoint))
                        return "mountPoint: string expected";
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem"))
                    if (!$util.isString(message.filesystem))
                        return "filesystem: string expected";
                if (message.readOnly != null && $Object.hasOwnProperty.call(message, "readOnly"))
                    if (typeof message.readOnly !== "boolean")
                        return "readOnly: boolean expected";
                if (message.clusterBytes != null && $Object.hasOwnProperty.call(message, "clusterBytes"))
                    if (!$util.isInteger(message.clusterBytes))
                        return "clusterBytes: integer expected";
                if (message.totalBytes != null && $Object.hasOwnProperty.call(message, "totalBytes"))
                    if (!$util.isInteger(message.totalBytes) && !(message.totalBytes && $util.isInteger(message.totalBytes.low) && $util.isInteger(message.totalBytes.high)))
                        return "totalBytes: integer|Long expected";
                if (message.freeBytes != null && $Object.hasOwnProperty.call(message, "freeBytes"))
                    if (!$util.isInteger(message.freeBytes) && !(message.freeBytes && $util.isInteger(message.freeBytes.low) && $util.isInteger(message.freeBytes.high)))
                        return "freeBytes: integer|Long expected";
                if (message.partitionUuid != null && $Object.hasOwnProperty.call(message, "partitionUuid"))
                    if (!$util.isString(message.partitionUuid))
                        return "partitionUuid: string expected";
                if (message.reclaimableBytes != null && $Object.hasOwnProperty.call(message, "reclaimableBytes"))
                    if (!$util.isInteger(message.reclaimableBytes) && !(message.reclaimableBytes && $util.isInteger(message.reclaimableBytes.low) && $util.isInteger(message.reclaimableBytes.high)))
                        return "reclaimableBytes: integer|Long expected";
                if (message.directoryRoom != null && $Object.hasOwnProperty.call(message, "directoryRoom")) {
                    if (!$Array.isArray(message.directoryRoom))
                        return "directoryRoom: array expected";
                    for (let i = 0; i < message.directoryRoom.length; ++i) {
                        let error = $root.bootswap.v1.DirectoryRoom.verify(message.directoryRoom[i], _depth + 1);
                        if (error)
                            return "directoryRoom." + error;
                    }
                }
                return null;
            };

            EspFacts.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.EspFacts)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.EspFacts: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.EspFacts();
                if (object.mountPoint != null)
                    if (typeof object.mountPoint !== "string" || object.mountPoint.length)
                        message.mountPoint = $String(object.mountPoint);
                if (object.filesystem != null)
                    if (typeof object.filesystem !== "string" || object.filesystem.length)
                        message.filesystem = $String(object.filesystem);
                if (object.readOnly != null)
                    if (object.readOnly)
                        message.readOnly = $Boolean(object.readOnly);
                if (object.clusterBytes != null)
                    if ($Number(object.clusterBytes) !== 0)
                        message.clusterBytes = object.clusterBytes >>> 0;
                if (object.totalBytes != null)
                    if (typeof object.totalBytes === "object" ? object.totalBytes.low || object.totalBytes.high : $Number(object.totalBytes) !== 0)
                        if ($util.Long)
                            message.totalBytes = $util.Long.fromValue(object.totalBytes, true);
                        else if (typeof object.totalBytes === "string")
                            message.totalBytes = $parseInt(object.totalBytes, 10);
                        else if (typeof object.totalBytes === "number")
                            message.totalBytes = object.totalBytes;
                        else if (typeof object.totalBytes === "object")
                            message.totalBytes = new $util.LongBits(object.totalBytes.low >>> 0, object.totalBytes.high >>> 0).toNumber(true);
                if (object.freeBytes != null)
                    if (typeof object.freeBytes === "object" ? object.freeBytes.low || object.freeBytes.high : $Number(object.freeBytes) !== 0)
                        if ($util.Long)
                            message.freeBytes = $util.Long.fromValue(object.freeBytes, true);
                        else if (typeof object.freeBytes === "string")
                            message.freeBytes = $parseInt(object.freeBytes, 10);
                        else if (typeof object.freeBytes === "number")
                            message.freeBytes = object.freeBytes;
                        else if (typeof object.freeBytes === "object")
                            message.freeBytes = new $util.LongBits(object.freeBytes.low >>> 0, object.freeBytes.high >>> 0).toNumber(true);
                if (object.partitionUuid != null)
                    if (typeof object.partitionUuid !== "string" || object.partitionUuid.length)
                        message.partitionUuid = $String(object.partitionUuid);
                if (object.reclaimableBytes != null)
                    if (typeof object.reclaimableBytes === "object" ? object.reclaimableBytes.low || object.reclaimableBytes.high : $Number(object.reclaimableBytes) !== 0)
                        if ($util.Long)
                            message.reclaimableBytes = $util.Long.fromValue(object.reclaimableBytes, true);
                        else if (typeof object.reclaimableBytes === "string")
                            message.reclaimableBytes = $parseInt(object.reclaimableBytes, 10);
                        else if (typeof object.reclaimableBytes === "number")
                            message.reclaimableBytes = object.reclaimableBytes;
                        else if (typeof object.reclaimableBytes === "object")
                            message.reclaimableBytes = new $util.LongBits(object.reclaimableBytes.low >>> 0, object.reclaimableBytes.high >>> 0).toNumber(true);
                if (object.directoryRoom) {
                    if (!$Array.isArray(object.directoryRoom))
                        throw $TypeError(".bootswap.v1.EspFacts.directoryRoom: array expected");
                    message.directoryRoom = $Array(object.directoryRoom.length);
                    for (let i = 0; i < object.directoryRoom.length; ++i) {
                        if (!$util.isObject(object.directoryRoom[i]))
                            throw $TypeError(".bootswap.v1.EspFacts.directoryRoom: object expected");
                        message.directoryRoom[i] = $root.bootswap.v1.DirectoryRoom.fromObject(object.directoryRoom[i], _depth + 1);
                    }
                }
                return message;
            };

            EspFacts.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.directoryRoom = [];
                if (options.defaults) {
                    object.mountPoint = "";
                    object.filesystem = "";
                    object.readOnly = false;
                    object.clusterBytes = 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.totalBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.totalBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.freeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.freeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.partitionUuid = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.reclaimableBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.reclaimableBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.mountPoint != null && $Object.hasOwnProperty.call(message, "mountPoint"))
                    object.mountPoint = message.mountPoint;
                if (message.filesystem != null && $Object.hasOwnProperty.call(message, "filesystem"))
                    object.filesystem = message.filesystem;
                if (message.readOnly != null && $Object.hasOwnProperty.call(message, "readOnly"))
                    object.readOnly = message.readOnly;
                if (message.clusterBytes != null && $Object.hasOwnProperty.call(message, "clusterBytes"))
                    object.clusterBytes = message.clusterBytes;
                if (message.totalBytes != null && $Object.hasOwnProperty.call(message, "totalBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.totalBytes = typeof message.totalBytes === "number" ? $BigInt(message.totalBytes) : $util.Long.fromBits(message.totalBytes.low >>> 0, message.totalBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.totalBytes === "number")
                        object.totalBytes = options.longs === $String ? $String(message.totalBytes) : message.totalBytes;
                    else
                        object.totalBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.totalBytes) : options.longs === $Number ? new $util.LongBits(message.totalBytes.low >>> 0, message.totalBytes.high >>> 0).toNumber(true) : message.totalBytes;
                if (message.freeBytes != null && $Object.hasOwnProperty.call(message, "freeBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.freeBytes = typeof message.freeBytes === "number" ? $BigInt(message.freeBytes) : $util.Long.fromBits(message.freeBytes.low >>> 0, message.freeBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.freeBytes === "number")
                        object.freeBytes = options.longs === $String ? $String(message.freeBytes) : message.freeBytes;
                    else
                        object.freeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.freeBytes) : options.longs === $Number ? new $util.LongBits(message.freeBytes.low >>> 0, message.freeBytes.high >>> 0).toNumber(true) : message.freeBytes;
                if (message.partitionUuid != null && $Object.hasOwnProperty.call(message, "partitionUuid"))
                    object.partitionUuid = message.partitionUuid;
                if (message.reclaimableBytes != null && $Object.hasOwnProperty.call(message, "reclaimableBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.reclaimableBytes = typeof message.reclaimableBytes === "number" ? $BigInt(message.reclaimableBytes) : $util.Long.fromBits(message.reclaimableBytes.low >>> 0, message.reclaimableBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.reclaimableBytes === "number")
                        object.reclaimableBytes = options.longs === $String ? $String(message.reclaimableBytes) : message.reclaimableBytes;
                    else
                        object.reclaimableBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.reclaimableBytes) : options.longs === $Number ? new $util.LongBits(message.reclaimableBytes.low >>> 0, message.reclaimableBytes.high >>> 0).toNumber(true) : message.reclaimableBytes;
                if (message.directoryRoom && message.directoryRoom.length) {
                    object.directoryRoom = $Array(message.directoryRoom.length);
                    for (let j = 0; j < message.directoryRoom.length; ++j)
                        object.directoryRoom[j] = $root.bootswap.v1.DirectoryRoom.toObject(message.directoryRoom[j], options, _depth + 1);
                }
                return object;
            };

            EspFacts.prototype.toJSON = function() {
                return EspFacts.toObject(this, $protobuf.util.toJSONOptions);
            };

            return EspFacts;
        })();

        v1.DirectoryRoom = (function() {

            const DirectoryRoom = function (properties) {
                this.freeRuns = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            DirectoryRoom.prototype.path = "";
            DirectoryRoom.prototype.freeRuns = $util.emptyArray;

            DirectoryRoom.create = function(properties) {
                return new DirectoryRoom(properties);
            };

            DirectoryRoom.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                    writer.uint32(10).string(message.path);
                if (message.freeRuns != null && message.freeRuns.length)
                    writer.uint32(18).uint32s(message.freeRuns);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            DirectoryRoom.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.DirectoryRoom();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.path = value;
                            else
                                delete message.path;
                            continue;
                        }
                    case 2: {
                            if (wireType === 2) {
                                if (!(message.freeRuns && message.freeRuns.length))
                                    message.freeRuns = [];
                                reader.uint32s(message.freeRuns);
                                continue;
                            }
                            if (wireType !== 0)
                                break;
                            if (!(message.freeRuns && message.freeRuns.length))
                                message.freeRuns = [];
                            message.freeRuns.push(reader.uint32());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            DirectoryRoom.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    if (!$util.isString(message.path))
                        return "path: string expected";
                if (message.freeRuns != null && $Object.hasOwnProperty.call(message, "freeRuns")) {
                    if (!$Array.isArray(message.freeRuns))
                        return "freeRuns: array expected";
                    for (let i = 0; i < message.freeRuns.length; ++i)
                        if (!$util.isInteger(message.freeRuns[i]))
                            return "freeRuns: integer[] expected";
                }
                return null;
            };

            DirectoryRoom.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.DirectoryRoom)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.DirectoryRoom: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.DirectoryRoom();
                if (object.path != null)
                    if (typeof object.path !== "string" || object.path.length)
                        message.path = $String(object.path);
                if (object.freeRuns) {
                    if (!$Array.isArray(object.freeRuns))
                        throw $TypeError(".bootswap.v1.DirectoryRoom.freeRuns: array expected");
                    message.freeRuns = $Array(object.freeRuns.length);
                    for (let i = 0; i < object.freeRuns.length; ++i)
                        message.freeRuns[i] = object.freeRuns[i] >>> 0;
                }
                return message;
            };

            DirectoryRoom.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.freeRuns = [];
                if (options.defaults)
                    object.path = "";
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    object.path = message.path;
                if (message.freeRuns && message.freeRuns.length) {
                    object.freeRuns = $Array(message.freeRuns.length);
                    for (let j = 0; j < message.freeRuns.length; ++j)
                        object.freeRuns[j] = message.freeRuns[j];
                }
                return object;
            };

            DirectoryRoom.prototype.toJSON = function() {
                return DirectoryRoom.toObject(this, $protobuf.util.toJSONOptions);
            };

            return DirectoryRoom;
        })();

        v1.TreeFile = (function() {

            const TreeFile = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            TreeFile.prototype.path = "";
            TreeFile.prototype.sizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            TreeFile.prototype.sha256 = $util.newBuffer([]);

            TreeFile.create = function(properties) {
                return new TreeFile(properties);
            };

            TreeFile.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                    writer.uint32(10).string(message.path);
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                    writer.uint32(16).uint64(message.sizeBytes);
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                    writer.uint32(26).bytes(message.sha256);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            TreeFile.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.TreeFile();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.path = value;
                            else
                                delete message.path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sizeBytes = value;
                            else
                                delete message.sizeBytes;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            TreeFile.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    if (!$util.isString(message.path))
                        return "path: string expected";
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                    if (!$util.isInteger(message.sizeBytes) && !(message.sizeBytes && $util.isInteger(message.sizeBytes.low) && $util.isInteger(message.sizeBytes.high)))
                        return "sizeBytes: integer|Long expected";
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256"))
                    if (!(message.sha256 && typeof message.sha256.length === "number" || $util.isString(message.sha256)))
                        return "sha256: buffer expected";
                return null;
            };

            TreeFile.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.TreeFile)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.TreeFile: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.TreeFile();
                if (object.path != null)
                    if (typeof object.path !== "string" || object.path.length)
                        message.path = $String(object.path);
                if (object.sizeBytes != null)
                    if (typeof object.sizeBytes === "object" ? object.sizeBytes.low || object.sizeBytes.high : $Number(object.sizeBytes) !== 0)
                        if ($util.Long)
                            message.sizeBytes = $util.Long.fromValue(object.sizeBytes, true);
                        else if (typeof object.sizeBytes === "string")
                            message.sizeBytes = $parseInt(object.sizeBytes, 10);
                        else if (typeof object.sizeBytes === "number")
                            message.sizeBytes = object.sizeBytes;
                        else if (typeof object.sizeBytes === "object")
                            message.sizeBytes = new $util.LongBits(object.sizeBytes.low >>> 0, object.sizeBytes.high >>> 0).toNumber(true);
                if (object.sha256 != null)
                    if (object.sha256.length)
                        if (typeof object.sha256 === "string")
                            $util.base64.decode(object.sha256, message.sha256 = $util.newBuffer($util.base64.length(object.sha256)), 0);
                        else if (object.sha256.length >= 0)
                            message.sha256 = object.sha256;
                return message;
            };

            TreeFile.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.path = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.sizeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.sizeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if (options.bytes === $String)
                        object.sha256 = "";
                    else {
                        object.sha256 = [];
                        if (options.bytes !== $Array)
                            object.sha256 = $util.newBuffer(object.sha256);
                    }
                }
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    object.path = message.path;
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.sizeBytes = typeof message.sizeBytes === "number" ? $BigInt(message.sizeBytes) : $util.Long.fromBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.sizeBytes === "number")
                        object.sizeBytes = options.longs === $String ? $String(message.sizeBytes) : message.sizeBytes;
                    else
                        object.sizeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.sizeBytes) : options.longs === $Number ? new $util.LongBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0).toNumber(true) : message.sizeBytes;
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256"))
                    object.sha256 = options.bytes === $String ? $util.base64.encode(message.sha256, 0, message.sha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sha256) : message.sha256;
                return object;
            };

            TreeFile.prototype.toJSON = function() {
                return TreeFile.toObject(this, $protobuf.util.toJSONOptions);
            };

            return TreeFile;
        })();

        v1.FailedPayload = (function() {

            const FailedPayload = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            FailedPayload.prototype.payloadId = "";
            FailedPayload.prototype.code = "";

            FailedPayload.create = function(properties) {
                return new FailedPayload(properties);
            };

            FailedPayload.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId") && message.payloadId !== "")
                    writer.uint32(10).string(message.payloadId);
                if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== "")
                    writer.uint32(18).string(message.code);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            FailedPayload.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.FailedPayload();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadId = value;
                            else
                                delete message.payloadId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.code = value;
                            else
                                delete message.code;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            FailedPayload.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    if (!$util.isString(message.payloadId))
                        return "payloadId: string expected";
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    if (!$util.isString(message.code))
                        return "code: string expected";
                return null;
            };

            FailedPayload.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.FailedPayload)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.FailedPayload: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.FailedPayload();
                if (object.payloadId != null)
                    if (typeof object.payloadId !== "string" || object.payloadId.length)
                        message.payloadId = $String(object.payloadId);
                if (object.code != null)
                    if (typeof object.code !== "string" || object.code.length)
                        message.code = $String(object.code);
                return message;
            };

            FailedPayload.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.payloadId = "";
                    object.code = "";
                }
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    object.payloadId = message.payloadId;
                if (message.code != null && $Object.hasOwnProperty.call(message, "code"))
                    object.code = message.code;
                return object;
            };

            FailedPayload.prototype.toJSON = function() {
                return FailedPayload.toObject(this, $protobuf.util.toJSONOptions);
            };

            return FailedPayload;
        })();

        v1.PayloadManifest = (function() {

            const PayloadManifest = function (properties) {
                this.files = [];
                this.sources = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PayloadManifest.prototype.payloadId = "";
            PayloadManifest.prototype.channel = "";
            PayloadManifest.prototype.publishedAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            PayloadManifest.prototype.files = $util.emptyArray;
            PayloadManifest.prototype.sources = $util.emptyArray;

            PayloadManifest.create = function(properties) {
                return new PayloadManifest(properties);
            };

            PayloadManifest.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId") && message.payloadId !== "")
                    writer.uint32(10).string(message.payloadId);
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel") && message.channel !== "")
                    writer.uint32(18).string(message.channel);
                if (message.publishedAtMs != null && $Object.hasOwnProperty.call(message, "publishedAtMs") && (typeof message.publishedAtMs === "object" ? message.publishedAtMs.low || message.publishedAtMs.high : message.publishedAtMs !== 0))
                    writer.uint32(24).int64(message.publishedAtMs);
                if (message.files != null && message.files.length)
                    for (let i = 0; i < message.files.length; ++i)
                        $root.bootswap.v1.PayloadFile.encode(message.files[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.sources != null && message.sources.length)
                    for (let i = 0; i < message.sources.length; ++i)
                        $root.bootswap.v1.PayloadSource.encode(message.sources[i], writer.uint32(42).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PayloadManifest.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.PayloadManifest();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadId = value;
                            else
                                delete message.payloadId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.channel = value;
                            else
                                delete message.channel;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.publishedAtMs = value;
                            else
                                delete message.publishedAtMs;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.files && message.files.length))
                                message.files = [];
                            message.files.push($root.bootswap.v1.PayloadFile.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.sources && message.sources.length))
                                message.sources = [];
                            message.sources.push($root.bootswap.v1.PayloadSource.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PayloadManifest.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    if (!$util.isString(message.payloadId))
                        return "payloadId: string expected";
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel"))
                    if (!$util.isString(message.channel))
                        return "channel: string expected";
                if (message.publishedAtMs != null && $Object.hasOwnProperty.call(message, "publishedAtMs"))
                    if (!$util.isInteger(message.publishedAtMs) && !(message.publishedAtMs && $util.isInteger(message.publishedAtMs.low) && $util.isInteger(message.publishedAtMs.high)))
                        return "publishedAtMs: integer|Long expected";
                if (message.files != null && $Object.hasOwnProperty.call(message, "files")) {
                    if (!$Array.isArray(message.files))
                        return "files: array expected";
                    for (let i = 0; i < message.files.length; ++i) {
                        let error = $root.bootswap.v1.PayloadFile.verify(message.files[i], _depth + 1);
                        if (error)
                            return "files." + error;
                    }
                }
                if (message.sources != null && $Object.hasOwnProperty.call(message, "sources")) {
                    if (!$Array.isArray(message.sources))
                        return "sources: array expected";
                    for (let i = 0; i < message.sources.length; ++i) {
                        let error = $root.bootswap.v1.PayloadSource.verify(message.sources[i], _depth + 1);
                        if (error)
                            return "sources." + error;
                    }
                }
                return null;
            };

            PayloadManifest.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.PayloadManifest)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.PayloadManifest: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.PayloadManifest();
                if (object.payloadId != null)
                    if (typeof object.payloadId !== "string" || object.payloadId.length)
                        message.payloadId = $String(object.payloadId);
                if (object.channel != null)
                    if (typeof object.channel !== "string" || object.channel.length)
                        message.channel = $String(object.channel);
                if (object.publishedAtMs != null)
                    if (typeof object.publishedAtMs === "object" ? object.publishedAtMs.low || object.publishedAtMs.high : $Number(object.publishedAtMs) !== 0)
                        if ($util.Long)
                            message.publishedAtMs = $util.Long.fromValue(object.publishedAtMs, false);
                        else if (typeof object.publishedAtMs === "string")
                            message.publishedAtMs = $parseInt(object.publishedAtMs, 10);
                        else if (typeof object.publishedAtMs === "number")
                            message.publishedAtMs = object.publishedAtMs;
                        else if (typeof object.publishedAtMs === "object")
                            message.publishedAtMs = new $util.LongBits(object.publishedAtMs.low >>> 0, object.publishedAtMs.high >>> 0).toNumber();
                if (object.files) {
                    if (!$Array.isArray(object.files))
                        throw $TypeError(".bootswap.v1.PayloadManifest.files: array expected");
                    message.files = $Array(object.files.length);
                    for (let i = 0; i < object.files.length; ++i) {
                        if (!$util.isObject(object.files[i]))
                            throw $TypeError(".bootswap.v1.PayloadManifest.files: object expected");
                        message.files[i] = $root.bootswap.v1.PayloadFile.fromObject(object.files[i], _depth + 1);
                    }
                }
                if (object.sources) {
                    if (!$Array.isArray(object.sources))
                        throw $TypeError(".bootswap.v1.PayloadManifest.sources: array expected");
                    message.sources = $Array(object.sources.length);
                    for (let i = 0; i < object.sources.length; ++i) {
                        if (!$util.isObject(object.sources[i]))
                            throw $TypeError(".bootswap.v1.PayloadManifest.sources: object expected");
                        message.sources[i] = $root.bootswap.v1.PayloadSource.fromObject(object.sources[i], _depth + 1);
                    }
                }
                return message;
            };

            PayloadManifest.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.files = [];
                    object.sources = [];
                }
                if (options.defaults) {
                    object.payloadId = "";
                    object.channel = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.publishedAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.publishedAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    object.payloadId = message.payloadId;
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel"))
                    object.channel = message.channel;
                if (message.publishedAtMs != null && $Object.hasOwnProperty.call(message, "publishedAtMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.publishedAtMs = typeof message.publishedAtMs === "number" ? $BigInt(message.publishedAtMs) : $util.Long.fromBits(message.publishedAtMs.low >>> 0, message.publishedAtMs.high >>> 0, false).toBigInt();
                    else if (typeof message.publishedAtMs === "number")
                        object.publishedAtMs = options.longs === $String ? $String(message.publishedAtMs) : message.publishedAtMs;
                    else
                        object.publishedAtMs = options.longs === $String ? $util.Long.prototype.toString.call(message.publishedAtMs) : options.longs === $Number ? new $util.LongBits(message.publishedAtMs.low >>> 0, message.publishedAtMs.high >>> 0).toNumber() : message.publishedAtMs;
                if (message.files && message.files.length) {
                    object.files = $Array(message.files.length);
                    for (let j = 0; j < message.files.length; ++j)
                        object.files[j] = $root.bootswap.v1.PayloadFile.toObject(message.files[j], options, _depth + 1);
                }
                if (message.sources && message.sources.length) {
                    object.sources = $Array(message.sources.length);
                    for (let j = 0; j < message.sources.length; ++j)
                        object.sources[j] = $root.bootswap.v1.PayloadSource.toObject(message.sources[j], options, _depth + 1);
                }
                return object;
            };

            PayloadManifest.prototype.toJSON = function() {
                return PayloadManifest.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PayloadManifest;
        })();

        v1.PayloadFile = (function() {

            const PayloadFile = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PayloadFile.prototype.path = "";
            PayloadFile.prototype.sizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            PayloadFile.prototype.sha256 = $util.newBuffer([]);

            PayloadFile.create = function(properties) {
                return new PayloadFile(properties);
            };

            PayloadFile.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                    writer.uint32(10).string(message.path);
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes") && (typeof message.sizeBytes === "object" ? message.sizeBytes.low || message.sizeBytes.high : message.sizeBytes !== 0))
                    writer.uint32(16).uint64(message.sizeBytes);
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256") && message.sha256.length)
                    writer.uint32(26).bytes(message.sha256);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PayloadFile.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.PayloadFile();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.path = value;
                            else
                                delete message.path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.sizeBytes = value;
                            else
                                delete message.sizeBytes;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.sha256 = value;
                            else
                                delete message.sha256;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PayloadFile.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    if (!$util.isString(message.path))
                        return "path: string expected";
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                    if (!$util.isInteger(message.sizeBytes) && !(message.sizeBytes && $util.isInteger(message.sizeBytes.low) && $util.isInteger(message.sizeBytes.high)))
                        return "sizeBytes: integer|Long expected";
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256"))
                    if (!(message.sha256 && typeof message.sha256.length === "number" || $util.isString(message.sha256)))
                        return "sha256: buffer expected";
                return null;
            };

            PayloadFile.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.PayloadFile)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.PayloadFile: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.PayloadFile();
                if (object.path != null)
                    if (typeof object.path !== "string" || object.path.length)
                        message.path = $String(object.path);
                if (object.sizeBytes != null)
                    if (typeof object.sizeBytes === "object" ? object.sizeBytes.low || object.sizeBytes.high : $Number(object.sizeBytes) !== 0)
                        if ($util.Long)
                            message.sizeBytes = $util.Long.fromValue(object.sizeBytes, true);
                        else if (typeof object.sizeBytes === "string")
                            message.sizeBytes = $parseInt(object.sizeBytes, 10);
                        else if (typeof object.sizeBytes === "number")
                            message.sizeBytes = object.sizeBytes;
                        else if (typeof object.sizeBytes === "object")
                            message.sizeBytes = new $util.LongBits(object.sizeBytes.low >>> 0, object.sizeBytes.high >>> 0).toNumber(true);
                if (object.sha256 != null)
                    if (object.sha256.length)
                        if (typeof object.sha256 === "string")
                            $util.base64.decode(object.sha256, message.sha256 = $util.newBuffer($util.base64.length(object.sha256)), 0);
                        else if (object.sha256.length >= 0)
                            message.sha256 = object.sha256;
                return message;
            };

            PayloadFile.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.path = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.sizeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.sizeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if (options.bytes === $String)
                        object.sha256 = "";
                    else {
                        object.sha256 = [];
                        if (options.bytes !== $Array)
                            object.sha256 = $util.newBuffer(object.sha256);
                    }
                }
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    object.path = message.path;
                if (message.sizeBytes != null && $Object.hasOwnProperty.call(message, "sizeBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.sizeBytes = typeof message.sizeBytes === "number" ? $BigInt(message.sizeBytes) : $util.Long.fromBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.sizeBytes === "number")
                        object.sizeBytes = options.longs === $String ? $String(message.sizeBytes) : message.sizeBytes;
                    else
                        object.sizeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.sizeBytes) : options.longs === $Number ? new $util.LongBits(message.sizeBytes.low >>> 0, message.sizeBytes.high >>> 0).toNumber(true) : message.sizeBytes;
                if (message.sha256 != null && $Object.hasOwnProperty.call(message, "sha256"))
                    object.sha256 = options.bytes === $String ? $util.base64.encode(message.sha256, 0, message.sha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.sha256) : message.sha256;
                return object;
            };

            PayloadFile.prototype.toJSON = function() {
                return PayloadFile.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PayloadFile;
        })();

        v1.PayloadSource = (function() {

            const PayloadSource = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            PayloadSource.prototype.name = "";
            PayloadSource.prototype.version = "";

            PayloadSource.create = function(properties) {
                return new PayloadSource(properties);
            };

            PayloadSource.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.version != null && $Object.hasOwnProperty.call(message, "version") && message.version !== "")
                    writer.uint32(18).string(message.version);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            PayloadSource.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.PayloadSource();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.version = value;
                            else
                                delete message.version;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            PayloadSource.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    if (!$util.isString(message.name))
                        return "name: string expected";
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    if (!$util.isString(message.version))
                        return "version: string expected";
                return null;
            };

            PayloadSource.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.PayloadSource)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.PayloadSource: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.PayloadSource();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.version != null)
                    if (typeof object.version !== "string" || object.version.length)
                        message.version = $String(object.version);
                return message;
            };

            PayloadSource.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.name = "";
                    object.version = "";
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.version != null && $Object.hasOwnProperty.call(message, "version"))
                    object.version = message.version;
                return object;
            };

            PayloadSource.prototype.toJSON = function() {
                return PayloadSource.toObject(this, $protobuf.util.toJSONOptions);
            };

            return PayloadSource;
        })();

        v1.Plan = (function() {

            const Plan = function (properties) {
                this.swaps = [];
                this.managedFiles = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Plan.prototype.planId = "";
            Plan.prototype.host = "";
            Plan.prototype.channel = "";
            Plan.prototype.payloadId = "";
            Plan.prototype.payloadEventId = "";
            Plan.prototype.generation = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Plan.prototype.issuedAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Plan.prototype.expiresAtMs = $util.Long ? $util.Long.fromBits(0,0,false) : 0;
            Plan.prototype.swaps = $util.emptyArray;
            Plan.prototype.managedFiles = $util.emptyArray;
            Plan.prototype.bytesToWrite = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            Plan.prototype.proof = null;

            Plan.create = function(properties) {
                return new Plan(properties);
            };

            Plan.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.planId != null && $Object.hasOwnProperty.call(message, "planId") && message.planId !== "")
                    writer.uint32(10).string(message.planId);
                if (message.host != null && $Object.hasOwnProperty.call(message, "host") && message.host !== "")
                    writer.uint32(18).string(message.host);
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel") && message.channel !== "")
                    writer.uint32(26).string(message.channel);
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId") && message.payloadId !== "")
                    writer.uint32(34).string(message.payloadId);
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId") && message.payloadEventId !== "")
                    writer.uint32(42).string(message.payloadEventId);
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation") && (typeof message.generation === "object" ? message.generation.low || message.generation.high : message.generation !== 0))
                    writer.uint32(48).uint64(message.generation);
                if (message.issuedAtMs != null && $Object.hasOwnProperty.call(message, "issuedAtMs") && (typeof message.issuedAtMs === "object" ? message.issuedAtMs.low || message.issuedAtMs.high : message.issuedAtMs !== 0))
                    writer.uint32(56).int64(message.issuedAtMs);
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs") && (typeof message.expiresAtMs === "object" ? message.expiresAtMs.low || message.expiresAtMs.high : message.expiresAtMs !== 0))
                    writer.uint32(64).int64(message.expiresAtMs);
                if (message.swaps != null && message.swaps.length)
                    for (let i = 0; i < message.swaps.length; ++i)
                        $root.bootswap.v1.Swap.encode(message.swaps[i], writer.uint32(74).fork(), _depth + 1).ldelim();
                if (message.managedFiles != null && message.managedFiles.length)
                    for (let i = 0; i < message.managedFiles.length; ++i)
                        $root.bootswap.v1.PayloadFile.encode(message.managedFiles[i], writer.uint32(82).fork(), _depth + 1).ldelim();
                if (message.bytesToWrite != null && $Object.hasOwnProperty.call(message, "bytesToWrite") && (typeof message.bytesToWrite === "object" ? message.bytesToWrite.low || message.bytesToWrite.high : message.bytesToWrite !== 0))
                    writer.uint32(88).uint64(message.bytesToWrite);
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                    $root.bootswap.v1.BootProof.encode(message.proof, writer.uint32(98).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Plan.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.Plan();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.planId = value;
                            else
                                delete message.planId;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.host = value;
                            else
                                delete message.host;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.channel = value;
                            else
                                delete message.channel;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadId = value;
                            else
                                delete message.payloadId;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.payloadEventId = value;
                            else
                                delete message.payloadEventId;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.generation = value;
                            else
                                delete message.generation;
                            continue;
                        }
                    case 7: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.issuedAtMs = value;
                            else
                                delete message.issuedAtMs;
                            continue;
                        }
                    case 8: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.int64()) === "object" ? value.low || value.high : value !== 0)
                                message.expiresAtMs = value;
                            else
                                delete message.expiresAtMs;
                            continue;
                        }
                    case 9: {
                            if (wireType !== 2)
                                break;
                            if (!(message.swaps && message.swaps.length))
                                message.swaps = [];
                            message.swaps.push($root.bootswap.v1.Swap.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 10: {
                            if (wireType !== 2)
                                break;
                            if (!(message.managedFiles && message.managedFiles.length))
                                message.managedFiles = [];
                            message.managedFiles.push($root.bootswap.v1.PayloadFile.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 11: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.bytesToWrite = value;
                            else
                                delete message.bytesToWrite;
                            continue;
                        }
                    case 12: {
                            if (wireType !== 2)
                                break;
                            message.proof = $root.bootswap.v1.BootProof.decode(reader, reader.size(), $undefined, _depth + 1, message.proof);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Plan.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.planId != null && $Object.hasOwnProperty.call(message, "planId"))
                    if (!$util.isString(message.planId))
                        return "planId: string expected";
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    if (!$util.isString(message.host))
                        return "host: string expected";
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel"))
                    if (!$util.isString(message.channel))
                        return "channel: string expected";
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    if (!$util.isString(message.payloadId))
                        return "payloadId: string expected";
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId"))
                    if (!$util.isString(message.payloadEventId))
                        return "payloadEventId: string expected";
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                    if (!$util.isInteger(message.generation) && !(message.generation && $util.isInteger(message.generation.low) && $util.isInteger(message.generation.high)))
                        return "generation: integer|Long expected";
                if (message.issuedAtMs != null && $Object.hasOwnProperty.call(message, "issuedAtMs"))
                    if (!$util.isInteger(message.issuedAtMs) && !(message.issuedAtMs && $util.isInteger(message.issuedAtMs.low) && $util.isInteger(message.issuedAtMs.high)))
                        return "issuedAtMs: integer|Long expected";
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs"))
                    if (!$util.isInteger(message.expiresAtMs) && !(message.expiresAtMs && $util.isInteger(message.expiresAtMs.low) && $util.isInteger(message.expiresAtMs.high)))
                        return "expiresAtMs: integer|Long expected";
                if (message.swaps != null && $Object.hasOwnProperty.call(message, "swaps")) {
                    if (!$Array.isArray(message.swaps))
                        return "swaps: array expected";
                    for (let i = 0; i < message.swaps.length; ++i) {
                        let error = $root.bootswap.v1.Swap.verify(message.swaps[i], _depth + 1);
                        if (error)
                            return "swaps." + error;
                    }
                }
                if (message.managedFiles != null && $Object.hasOwnProperty.call(message, "managedFiles")) {
                    if (!$Array.isArray(message.managedFiles))
                        return "managedFiles: array expected";
                    for (let i = 0; i < message.managedFiles.length; ++i) {
                        let error = $root.bootswap.v1.PayloadFile.verify(message.managedFiles[i], _depth + 1);
                        if (error)
                            return "managedFiles." + error;
                    }
                }
                if (message.bytesToWrite != null && $Object.hasOwnProperty.call(message, "bytesToWrite"))
                    if (!$util.isInteger(message.bytesToWrite) && !(message.bytesToWrite && $util.isInteger(message.bytesToWrite.low) && $util.isInteger(message.bytesToWrite.high)))
                        return "bytesToWrite: integer|Long expected";
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof")) {
                    let error = $root.bootswap.v1.BootProof.verify(message.proof, _depth + 1);
                    if (error)
                        return "proof." + error;
                }
                return null;
            };

            Plan.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.Plan)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.Plan: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.Plan();
                if (object.planId != null)
                    if (typeof object.planId !== "string" || object.planId.length)
                        message.planId = $String(object.planId);
                if (object.host != null)
                    if (typeof object.host !== "string" || object.host.length)
                        message.host = $String(object.host);
                if (object.channel != null)
                    if (typeof object.channel !== "string" || object.channel.length)
                        message.channel = $String(object.channel);
                if (object.payloadId != null)
                    if (typeof object.payloadId !== "string" || object.payloadId.length)
                        message.payloadId = $String(object.payloadId);
                if (object.payloadEventId != null)
                    if (typeof object.payloadEventId !== "string" || object.payloadEventId.length)
                        message.payloadEventId = $String(object.payloadEventId);
                if (object.generation != null)
                    if (typeof object.generation === "object" ? object.generation.low || object.generation.high : $Number(object.generation) !== 0)
                        if ($util.Long)
                            message.generation = $util.Long.fromValue(object.generation, true);
                        else if (typeof object.generation === "string")
                            message.generation = $parseInt(object.generation, 10);
                        else if (typeof object.generation === "number")
                            message.generation = object.generation;
                        else if (typeof object.generation === "object")
                            message.generation = new $util.LongBits(object.generation.low >>> 0, object.generation.high >>> 0).toNumber(true);
                if (object.issuedAtMs != null)
                    if (typeof object.issuedAtMs === "object" ? object.issuedAtMs.low || object.issuedAtMs.high : $Number(object.issuedAtMs) !== 0)
                        if ($util.Long)
                            message.issuedAtMs = $util.Long.fromValue(object.issuedAtMs, false);
                        else if (typeof object.issuedAtMs === "string")
                            message.issuedAtMs = $parseInt(object.issuedAtMs, 10);
                        else if (typeof object.issuedAtMs === "number")
                            message.issuedAtMs = object.issuedAtMs;
                        else if (typeof object.issuedAtMs === "object")
                            message.issuedAtMs = new $util.LongBits(object.issuedAtMs.low >>> 0, object.issuedAtMs.high >>> 0).toNumber();
                if (object.expiresAtMs != null)
                    if (typeof object.expiresAtMs === "object" ? object.expiresAtMs.low || object.expiresAtMs.high : $Number(object.expiresAtMs) !== 0)
                        if ($util.Long)
                            message.expiresAtMs = $util.Long.fromValue(object.expiresAtMs, false);
                        else if (typeof object.expiresAtMs === "string")
                            message.expiresAtMs = $parseInt(object.expiresAtMs, 10);
                        else if (typeof object.expiresAtMs === "number")
                            message.expiresAtMs = object.expiresAtMs;
                        else if (typeof object.expiresAtMs === "object")
                            message.expiresAtMs = new $util.LongBits(object.expiresAtMs.low >>> 0, object.expiresAtMs.high >>> 0).toNumber();
                if (object.swaps) {
                    if (!$Array.isArray(object.swaps))
                        throw $TypeError(".bootswap.v1.Plan.swaps: array expected");
                    message.swaps = $Array(object.swaps.length);
                    for (let i = 0; i < object.swaps.length; ++i) {
                        if (!$util.isObject(object.swaps[i]))
                            throw $TypeError(".bootswap.v1.Plan.swaps: object expected");
                        message.swaps[i] = $root.bootswap.v1.Swap.fromObject(object.swaps[i], _depth + 1);
                    }
                }
                if (object.managedFiles) {
                    if (!$Array.isArray(object.managedFiles))
                        throw $TypeError(".bootswap.v1.Plan.managedFiles: array expected");
                    message.managedFiles = $Array(object.managedFiles.length);
                    for (let i = 0; i < object.managedFiles.length; ++i) {
                        if (!$util.isObject(object.managedFiles[i]))
                            throw $TypeError(".bootswap.v1.Plan.managedFiles: object expected");
                        message.managedFiles[i] = $root.bootswap.v1.PayloadFile.fromObject(object.managedFiles[i], _depth + 1);
                    }
                }
                if (object.bytesToWrite != null)
                    if (typeof object.bytesToWrite === "object" ? object.bytesToWrite.low || object.bytesToWrite.high : $Number(object.bytesToWrite) !== 0)
                        if ($util.Long)
                            message.bytesToWrite = $util.Long.fromValue(object.bytesToWrite, true);
                        else if (typeof object.bytesToWrite === "string")
                            message.bytesToWrite = $parseInt(object.bytesToWrite, 10);
                        else if (typeof object.bytesToWrite === "number")
                            message.bytesToWrite = object.bytesToWrite;
                        else if (typeof object.bytesToWrite === "object")
                            message.bytesToWrite = new $util.LongBits(object.bytesToWrite.low >>> 0, object.bytesToWrite.high >>> 0).toNumber(true);
                if (object.proof != null) {
                    if (!$util.isObject(object.proof))
                        throw $TypeError(".bootswap.v1.Plan.proof: object expected");
                    message.proof = $root.bootswap.v1.BootProof.fromObject(object.proof, _depth + 1);
                }
                return message;
            };

            Plan.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.swaps = [];
                    object.managedFiles = [];
                }
                if (options.defaults) {
                    object.planId = "";
                    object.host = "";
                    object.channel = "";
                    object.payloadId = "";
                    object.payloadEventId = "";
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.generation = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.generation = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.issuedAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.issuedAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, false);
                        object.expiresAtMs = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.expiresAtMs = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.bytesToWrite = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.bytesToWrite = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    object.proof = null;
                }
                if (message.planId != null && $Object.hasOwnProperty.call(message, "planId"))
                    object.planId = message.planId;
                if (message.host != null && $Object.hasOwnProperty.call(message, "host"))
                    object.host = message.host;
                if (message.channel != null && $Object.hasOwnProperty.call(message, "channel"))
                    object.channel = message.channel;
                if (message.payloadId != null && $Object.hasOwnProperty.call(message, "payloadId"))
                    object.payloadId = message.payloadId;
                if (message.payloadEventId != null && $Object.hasOwnProperty.call(message, "payloadEventId"))
                    object.payloadEventId = message.payloadEventId;
                if (message.generation != null && $Object.hasOwnProperty.call(message, "generation"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.generation = typeof message.generation === "number" ? $BigInt(message.generation) : $util.Long.fromBits(message.generation.low >>> 0, message.generation.high >>> 0, true).toBigInt();
                    else if (typeof message.generation === "number")
                        object.generation = options.longs === $String ? $String(message.generation) : message.generation;
                    else
                        object.generation = options.longs === $String ? $util.Long.prototype.toString.call(message.generation) : options.longs === $Number ? new $util.LongBits(message.generation.low >>> 0, message.generation.high >>> 0).toNumber(true) : message.generation;
                if (message.issuedAtMs != null && $Object.hasOwnProperty.call(message, "issuedAtMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.issuedAtMs = typeof message.issuedAtMs === "number" ? $BigInt(message.issuedAtMs) : $util.Long.fromBits(message.issuedAtMs.low >>> 0, message.issuedAtMs.high >>> 0, false).toBigInt();
                    else if (typeof message.issuedAtMs === "number")
                        object.issuedAtMs = options.longs === $String ? $String(message.issuedAtMs) : message.issuedAtMs;
                    else
                        object.issuedAtMs = options.longs === $String ? $util.Long.prototype.toString.call(message.issuedAtMs) : options.longs === $Number ? new $util.LongBits(message.issuedAtMs.low >>> 0, message.issuedAtMs.high >>> 0).toNumber() : message.issuedAtMs;
                if (message.expiresAtMs != null && $Object.hasOwnProperty.call(message, "expiresAtMs"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.expiresAtMs = typeof message.expiresAtMs === "number" ? $BigInt(message.expiresAtMs) : $util.Long.fromBits(message.expiresAtMs.low >>> 0, message.expiresAtMs.high >>> 0, false).toBigInt();
                    else if (typeof message.expiresAtMs === "number")
                        object.expiresAtMs = options.longs === $String ? $String(message.expiresAtMs) : message.expiresAtMs;
                    else
                        object.expiresAtMs = options.longs === $String ? $util.Long.prototype.toString.call(message.expiresAtMs) : options.longs === $Number ? new $util.LongBits(message.expiresAtMs.low >>> 0, message.expiresAtMs.high >>> 0).toNumber() : message.expiresAtMs;
                if (message.swaps && message.swaps.length) {
                    object.swaps = $Array(message.swaps.length);
                    for (let j = 0; j < message.swaps.length; ++j)
                        object.swaps[j] = $root.bootswap.v1.Swap.toObject(message.swaps[j], options, _depth + 1);
                }
                if (message.managedFiles && message.managedFiles.length) {
                    object.managedFiles = $Array(message.managedFiles.length);
                    for (let j = 0; j < message.managedFiles.length; ++j)
                        object.managedFiles[j] = $root.bootswap.v1.PayloadFile.toObject(message.managedFiles[j], options, _depth + 1);
                }
                if (message.bytesToWrite != null && $Object.hasOwnProperty.call(message, "bytesToWrite"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.bytesToWrite = typeof message.bytesToWrite === "number" ? $BigInt(message.bytesToWrite) : $util.Long.fromBits(message.bytesToWrite.low >>> 0, message.bytesToWrite.high >>> 0, true).toBigInt();
                    else if (typeof message.bytesToWrite === "number")
                        object.bytesToWrite = options.longs === $String ? $String(message.bytesToWrite) : message.bytesToWrite;
                    else
                        object.bytesToWrite = options.longs === $String ? $util.Long.prototype.toString.call(message.bytesToWrite) : options.longs === $Number ? new $util.LongBits(message.bytesToWrite.low >>> 0, message.bytesToWrite.high >>> 0).toNumber(true) : message.bytesToWrite;
                if (message.proof != null && $Object.hasOwnProperty.call(message, "proof"))
                    object.proof = $root.bootswap.v1.BootProof.toObject(message.proof, options, _depth + 1);
                return object;
            };

            Plan.prototype.toJSON = function() {
                return Plan.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Plan;
        })();

        v1.Scope = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "SCOPE_UNSPECIFIED"] = 0;
            values[valuesById[1] = "SCOPE_FILE"] = 1;
            values[valuesById[2] = "SCOPE_DIRECTORY"] = 2;
            values[valuesById[3] = "SCOPE_ESP"] = 3;
            return values;
        })();

        v1.Swap = (function() {

            const Swap = function (properties) {
                this.files = [];
                this.directories = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            Swap.prototype.scope = 0;
            Swap.prototype.target = "";
            Swap.prototype.why = "";
            Swap.prototype.files = $util.emptyArray;
            Swap.prototype.targetExists = false;
            Swap.prototype.directories = $util.emptyArray;

            Swap.create = function(properties) {
                return new Swap(properties);
            };

            Swap.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope") && message.scope !== 0)
                    writer.uint32(8).int32(message.scope);
                if (message.target != null && $Object.hasOwnProperty.call(message, "target") && message.target !== "")
                    writer.uint32(18).string(message.target);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(26).string(message.why);
                if (message.files != null && message.files.length)
                    for (let i = 0; i < message.files.length; ++i)
                        $root.bootswap.v1.FileChange.encode(message.files[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.targetExists != null && $Object.hasOwnProperty.call(message, "targetExists") && message.targetExists !== false)
                    writer.uint32(40).bool(message.targetExists);
                if (message.directories != null && message.directories.length)
                    for (let i = 0; i < message.directories.length; ++i)
                        writer.uint32(50).string(message.directories[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            Swap.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.Swap();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.scope = value;
                            else
                                delete message.scope;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.target = value;
                            else
                                delete message.target;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.files && message.files.length))
                                message.files = [];
                            message.files.push($root.bootswap.v1.FileChange.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 5: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.targetExists = value;
                            else
                                delete message.targetExists;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 2)
                                break;
                            if (!(message.directories && message.directories.length))
                                message.directories = [];
                            message.directories.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            Swap.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope"))
                    if (typeof message.scope !== "number" || (message.scope | 0) !== message.scope)
                        return "scope: enum value expected";
                if (message.target != null && $Object.hasOwnProperty.call(message, "target"))
                    if (!$util.isString(message.target))
                        return "target: string expected";
                if (message.why != null && $Object.hasOwnProperty.call(message, "why"))
                    if (!$util.isString(message.why))
                        return "why: string expected";
                if (message.files != null && $Object.hasOwnProperty.call(message, "files")) {
                    if (!$Array.isArray(message.files))
                        return "files: array expected";
                    for (let i = 0; i < message.files.length; ++i) {
                        let error = $root.bootswap.v1.FileChange.verify(message.files[i], _depth + 1);
                        if (error)
                            return "files." + error;
                    }
                }
                if (message.targetExists != null && $Object.hasOwnProperty.call(message, "targetExists"))
                    if (typeof message.targetExists !== "boolean")
                        return "targetExists: boolean expected";
                if (message.directories != null && $Object.hasOwnProperty.call(message, "directories")) {
                    if (!$Array.isArray(message.directories))
                        return "directories: array expected";
                    for (let i = 0; i < message.directories.length; ++i)
                        if (!$util.isString(message.directories[i]))
                            return "directories: string[] expected";
                }
                return null;
            };

            Swap.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.Swap)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.Swap: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.Swap();
                if (object.scope !== 0 && (typeof object.scope !== "string" || $root.bootswap.v1.Scope[object.scope] !== 0))
                    switch (object.scope) {
                    case "SCOPE_UNSPECIFIED":
                    case 0:
                        message.scope = 0;
                        break;
                    case "SCOPE_FILE":
                    case 1:
                        message.scope = 1;
                        break;
                    case "SCOPE_DIRECTORY":
                    case 2:
                        message.scope = 2;
                        break;
                    case "SCOPE_ESP":
                    case 3:
                        message.scope = 3;
                        break;
                    default:
                        if (typeof object.scope === "number" && (object.scope | 0) === object.scope)
                            message.scope = object.scope;
                    }
                if (object.target != null)
                    if (typeof object.target !== "string" || object.target.length)
                        message.target = $String(object.target);
                if (object.why != null)
                    if (typeof object.why !== "string" || object.why.length)
                        message.why = $String(object.why);
                if (object.files) {
                    if (!$Array.isArray(object.files))
                        throw $TypeError(".bootswap.v1.Swap.files: array expected");
                    message.files = $Array(object.files.length);
                    for (let i = 0; i < object.files.length; ++i) {
                        if (!$util.isObject(object.files[i]))
                            throw $TypeError(".bootswap.v1.Swap.files: object expected");
                        message.files[i] = $root.bootswap.v1.FileChange.fromObject(object.files[i], _depth + 1);
                    }
                }
                if (object.targetExists != null)
                    if (object.targetExists)
                        message.targetExists = $Boolean(object.targetExists);
                if (object.directories) {
                    if (!$Array.isArray(object.directories))
                        throw $TypeError(".bootswap.v1.Swap.directories: array expected");
                    message.directories = $Array(object.directories.length);
                    for (let i = 0; i < object.directories.length; ++i)
                        message.directories[i] = $String(object.directories[i]);
                }
                return message;
            };

            Swap.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults) {
                    object.files = [];
                    object.directories = [];
                }
                if (options.defaults) {
                    object.scope = options.enums === $String ? "SCOPE_UNSPECIFIED" : 0;
                    object.target = "";
                    object.why = "";
                    object.targetExists = false;
                }
                if (message.scope != null && $Object.hasOwnProperty.call(message, "scope"))
                    object.scope = options.enums === $String ? $root.bootswap.v1.Scope[message.scope] === $undefined ? message.scope : $root.bootswap.v1.Scope[message.scope] : message.scope;
                if (message.target != null && $Object.hasOwnProperty.call(message, "target"))
                    object.target = message.target;
                if (message.why != null && $Object.hasOwnProperty.call(message, "why"))
                    object.why = message.why;
                if (message.files && message.files.length) {
                    object.files = $Array(message.files.length);
                    for (let j = 0; j < message.files.length; ++j)
                        object.files[j] = $root.bootswap.v1.FileChange.toObject(message.files[j], options, _depth + 1);
                }
                if (message.targetExists != null && $Object.hasOwnProperty.call(message, "targetExists"))
                    object.targetExists = message.targetExists;
                if (message.directories && message.directories.length) {
                    object.directories = $Array(message.directories.length);
                    for (let j = 0; j < message.directories.length; ++j)
                        object.directories[j] = message.directories[j];
                }
                return object;
            };

            Swap.prototype.toJSON = function() {
                return Swap.toObject(this, $protobuf.util.toJSONOptions);
            };

            return Swap;
        })();

        v1.Action = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ACTION_UNSPECIFIED"] = 0;
            values[valuesById[1] = "ACTION_KEEP"] = 1;
            values[valuesById[2] = "ACTION_WRITE"] = 2;
            values[valuesById[3] = "ACTION_DELETE"] = 3;
            return values;
        })();

        v1.FileChange = (function() {

            const FileChange = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            FileChange.prototype.path = "";
            FileChange.prototype.action = 0;
            FileChange.prototype.beforeSha256 = $util.newBuffer([]);
            FileChange.prototype.beforeSizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;
            FileChange.prototype.afterSha256 = $util.newBuffer([]);
            FileChange.prototype.afterSizeBytes = $util.Long ? $util.Long.fromBits(0,0,true) : 0;

            FileChange.create = function(properties) {
                return new FileChange(properties);
            };

            FileChange.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                    writer.uint32(10).string(message.path);
                if (message.action != null && $Object.hasOwnProperty.call(message, "action") && message.action !== 0)
                    writer.uint32(16).int32(message.action);
                if (message.beforeSha256 != null && $Object.hasOwnProperty.call(message, "beforeSha256") && message.beforeSha256.length)
                    writer.uint32(26).bytes(message.beforeSha256);
                if (message.beforeSizeBytes != null && $Object.hasOwnProperty.call(message, "beforeSizeBytes") && (typeof message.beforeSizeBytes === "object" ? message.beforeSizeBytes.low || message.beforeSizeBytes.high : message.beforeSizeBytes !== 0))
                    writer.uint32(32).uint64(message.beforeSizeBytes);
                if (message.afterSha256 != null && $Object.hasOwnProperty.call(message, "afterSha256") && message.afterSha256.length)
                    writer.uint32(42).bytes(message.afterSha256);
                if (message.afterSizeBytes != null && $Object.hasOwnProperty.call(message, "afterSizeBytes") && (typeof message.afterSizeBytes === "object" ? message.afterSizeBytes.low || message.afterSizeBytes.high : message.afterSizeBytes !== 0))
                    writer.uint32(48).uint64(message.afterSizeBytes);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            FileChange.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.FileChange();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.path = value;
                            else
                                delete message.path;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.action = value;
                            else
                                delete message.action;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.beforeSha256 = value;
                            else
                                delete message.beforeSha256;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.beforeSizeBytes = value;
                            else
                                delete message.beforeSizeBytes;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.afterSha256 = value;
                            else
                                delete message.afterSha256;
                            continue;
                        }
                    case 6: {
                            if (wireType !== 0)
                                break;
                            if (typeof (value = reader.uint64()) === "object" ? value.low || value.high : value !== 0)
                                message.afterSizeBytes = value;
                            else
                                delete message.afterSizeBytes;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            FileChange.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    if (!$util.isString(message.path))
                        return "path: string expected";
                if (message.action != null && $Object.hasOwnProperty.call(message, "action"))
                    if (typeof message.action !== "number" || (message.action | 0) !== message.action)
                        return "action: enum value expected";
                if (message.beforeSha256 != null && $Object.hasOwnProperty.call(message, "beforeSha256"))
                    if (!(message.beforeSha256 && typeof message.beforeSha256.length === "number" || $util.isString(message.beforeSha256)))
                        return "beforeSha256: buffer expected";
                if (message.beforeSizeBytes != null && $Object.hasOwnProperty.call(message, "beforeSizeBytes"))
                    if (!$util.isInteger(message.beforeSizeBytes) && !(message.beforeSizeBytes && $util.isInteger(message.beforeSizeBytes.low) && $util.isInteger(message.beforeSizeBytes.high)))
                        return "beforeSizeBytes: integer|Long expected";
                if (message.afterSha256 != null && $Object.hasOwnProperty.call(message, "afterSha256"))
                    if (!(message.afterSha256 && typeof message.afterSha256.length === "number" || $util.isString(message.afterSha256)))
                        return "afterSha256: buffer expected";
                if (message.afterSizeBytes != null && $Object.hasOwnProperty.call(message, "afterSizeBytes"))
                    if (!$util.isInteger(message.afterSizeBytes) && !(message.afterSizeBytes && $util.isInteger(message.afterSizeBytes.low) && $util.isInteger(message.afterSizeBytes.high)))
                        return "afterSizeBytes: integer|Long expected";
                return null;
            };

            FileChange.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.FileChange)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.FileChange: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.FileChange();
                if (object.path != null)
                    if (typeof object.path !== "string" || object.path.length)
                        message.path = $String(object.path);
                if (object.action !== 0 && (typeof object.action !== "string" || $root.bootswap.v1.Action[object.action] !== 0))
                    switch (object.action) {
                    case "ACTION_UNSPECIFIED":
                    case 0:
                        message.action = 0;
                        break;
                    case "ACTION_KEEP":
                    case 1:
                        message.action = 1;
                        break;
                    case "ACTION_WRITE":
                    case 2:
                        message.action = 2;
                        break;
                    case "ACTION_DELETE":
                    case 3:
                        message.action = 3;
                        break;
                    default:
                        if (typeof object.action === "number" && (object.action | 0) === object.action)
                            message.action = object.action;
                    }
                if (object.beforeSha256 != null)
                    if (object.beforeSha256.length)
                        if (typeof object.beforeSha256 === "string")
                            $util.base64.decode(object.beforeSha256, message.beforeSha256 = $util.newBuffer($util.base64.length(object.beforeSha256)), 0);
                        else if (object.beforeSha256.length >= 0)
                            message.beforeSha256 = object.beforeSha256;
                if (object.beforeSizeBytes != null)
                    if (typeof object.beforeSizeBytes === "object" ? object.beforeSizeBytes.low || object.beforeSizeBytes.high : $Number(object.beforeSizeBytes) !== 0)
                        if ($util.Long)
                            message.beforeSizeBytes = $util.Long.fromValue(object.beforeSizeBytes, true);
                        else if (typeof object.beforeSizeBytes === "string")
                            message.beforeSizeBytes = $parseInt(object.beforeSizeBytes, 10);
                        else if (typeof object.beforeSizeBytes === "number")
                            message.beforeSizeBytes = object.beforeSizeBytes;
                        else if (typeof object.beforeSizeBytes === "object")
                            message.beforeSizeBytes = new $util.LongBits(object.beforeSizeBytes.low >>> 0, object.beforeSizeBytes.high >>> 0).toNumber(true);
                if (object.afterSha256 != null)
                    if (object.afterSha256.length)
                        if (typeof object.afterSha256 === "string")
                            $util.base64.decode(object.afterSha256, message.afterSha256 = $util.newBuffer($util.base64.length(object.afterSha256)), 0);
                        else if (object.afterSha256.length >= 0)
                            message.afterSha256 = object.afterSha256;
                if (object.afterSizeBytes != null)
                    if (typeof object.afterSizeBytes === "object" ? object.afterSizeBytes.low || object.afterSizeBytes.high : $Number(object.afterSizeBytes) !== 0)
                        if ($util.Long)
                            message.afterSizeBytes = $util.Long.fromValue(object.afterSizeBytes, true);
                        else if (typeof object.afterSizeBytes === "string")
                            message.afterSizeBytes = $parseInt(object.afterSizeBytes, 10);
                        else if (typeof object.afterSizeBytes === "number")
                            message.afterSizeBytes = object.afterSizeBytes;
                        else if (typeof object.afterSizeBytes === "object")
                            message.afterSizeBytes = new $util.LongBits(object.afterSizeBytes.low >>> 0, object.afterSizeBytes.high >>> 0).toNumber(true);
                return message;
            };

            FileChange.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.path = "";
                    object.action = options.enums === $String ? "ACTION_UNSPECIFIED" : 0;
                    if (options.bytes === $String)
                        object.beforeSha256 = "";
                    else {
                        object.beforeSha256 = [];
                        if (options.bytes !== $Array)
                            object.beforeSha256 = $util.newBuffer(object.beforeSha256);
                    }
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.beforeSizeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.beforeSizeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                    if (options.bytes === $String)
                        object.afterSha256 = "";
                    else {
                        object.afterSha256 = [];
                        if (options.bytes !== $Array)
                            object.afterSha256 = $util.newBuffer(object.afterSha256);
                    }
                    if ($util.Long) {
                        let long = new $util.Long(0, 0, true);
                        object.afterSizeBytes = options.longs === $String ? long.toString() : options.longs === $Number ? long.toNumber() : typeof $BigInt !== "undefined" && options.longs === $BigInt ? long.toBigInt() : long;
                    } else
                        object.afterSizeBytes = options.longs === $String ? "0" : typeof $BigInt !== "undefined" && options.longs === $BigInt ? $BigInt("0") : 0;
                }
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    object.path = message.path;
                if (message.action != null && $Object.hasOwnProperty.call(message, "action"))
                    object.action = options.enums === $String ? $root.bootswap.v1.Action[message.action] === $undefined ? message.action : $root.bootswap.v1.Action[message.action] : message.action;
                if (message.beforeSha256 != null && $Object.hasOwnProperty.call(message, "beforeSha256"))
                    object.beforeSha256 = options.bytes === $String ? $util.base64.encode(message.beforeSha256, 0, message.beforeSha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.beforeSha256) : message.beforeSha256;
                if (message.beforeSizeBytes != null && $Object.hasOwnProperty.call(message, "beforeSizeBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.beforeSizeBytes = typeof message.beforeSizeBytes === "number" ? $BigInt(message.beforeSizeBytes) : $util.Long.fromBits(message.beforeSizeBytes.low >>> 0, message.beforeSizeBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.beforeSizeBytes === "number")
                        object.beforeSizeBytes = options.longs === $String ? $String(message.beforeSizeBytes) : message.beforeSizeBytes;
                    else
                        object.beforeSizeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.beforeSizeBytes) : options.longs === $Number ? new $util.LongBits(message.beforeSizeBytes.low >>> 0, message.beforeSizeBytes.high >>> 0).toNumber(true) : message.beforeSizeBytes;
                if (message.afterSha256 != null && $Object.hasOwnProperty.call(message, "afterSha256"))
                    object.afterSha256 = options.bytes === $String ? $util.base64.encode(message.afterSha256, 0, message.afterSha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.afterSha256) : message.afterSha256;
                if (message.afterSizeBytes != null && $Object.hasOwnProperty.call(message, "afterSizeBytes"))
                    if (typeof $BigInt !== "undefined" && options.longs === $BigInt)
                        object.afterSizeBytes = typeof message.afterSizeBytes === "number" ? $BigInt(message.afterSizeBytes) : $util.Long.fromBits(message.afterSizeBytes.low >>> 0, message.afterSizeBytes.high >>> 0, true).toBigInt();
                    else if (typeof message.afterSizeBytes === "number")
                        object.afterSizeBytes = options.longs === $String ? $String(message.afterSizeBytes) : message.afterSizeBytes;
                    else
                        object.afterSizeBytes = options.longs === $String ? $util.Long.prototype.toString.call(message.afterSizeBytes) : options.longs === $Number ? new $util.LongBits(message.afterSizeBytes.low >>> 0, message.afterSizeBytes.high >>> 0).toNumber(true) : message.afterSizeBytes;
                return object;
            };

            FileChange.prototype.toJSON = function() {
                return FileChange.toObject(this, $protobuf.util.toJSONOptions);
            };

            return FileChange;
        })();

        v1.BootAnswer = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "BOOT_ANSWER_UNSPECIFIED"] = 0;
            values[valuesById[1] = "BOOT_ANSWER_BOOTS"] = 1;
            values[valuesById[2] = "BOOT_ANSWER_REFUSES"] = 2;
            values[valuesById[3] = "BOOT_ANSWER_UNKNOWN"] = 3;
            return values;
        })();

        v1.BootClass = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "BOOT_CLASS_UNSPECIFIED"] = 0;
            values[valuesById[1] = "BOOT_CLASS_OK"] = 1;
            values[valuesById[2] = "BOOT_CLASS_FALLTHROUGH"] = 2;
            values[valuesById[3] = "BOOT_CLASS_HANG"] = 3;
            values[valuesById[4] = "BOOT_CLASS_POWER_OFF"] = 4;
            values[valuesById[5] = "BOOT_CLASS_STUCK"] = 5;
            return values;
        })();

        v1.BootProof = (function() {

            const BootProof = function (properties) {
                this.states = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            BootProof.prototype.firmwareSha256 = $util.newBuffer([]);
            BootProof.prototype.states = $util.emptyArray;
            BootProof.prototype.rollback = null;
            BootProof.prototype.measurements = null;

            BootProof.create = function(properties) {
                return new BootProof(properties);
            };

            BootProof.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.firmwareSha256 != null && $Object.hasOwnProperty.call(message, "firmwareSha256") && message.firmwareSha256.length)
                    writer.uint32(10).bytes(message.firmwareSha256);
                if (message.states != null && message.states.length)
                    for (let i = 0; i < message.states.length; ++i)
                        $root.bootswap.v1.ProvenState.encode(message.states[i], writer.uint32(18).fork(), _depth + 1).ldelim();
                if (message.rollback != null && $Object.hasOwnProperty.call(message, "rollback"))
                    $root.bootswap.v1.ProvenRollback.encode(message.rollback, writer.uint32(26).fork(), _depth + 1).ldelim();
                if (message.measurements != null && $Object.hasOwnProperty.call(message, "measurements"))
                    $root.bootswap.v1.ProvenMeasurements.encode(message.measurements, writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            BootProof.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.BootProof();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.bytes()).length)
                                message.firmwareSha256 = value;
                            else
                                delete message.firmwareSha256;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if (!(message.states && message.states.length))
                                message.states = [];
                            message.states.push($root.bootswap.v1.ProvenState.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            message.rollback = $root.bootswap.v1.ProvenRollback.decode(reader, reader.size(), $undefined, _depth + 1, message.rollback);
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            message.measurements = $root.bootswap.v1.ProvenMeasurements.decode(reader, reader.size(), $undefined, _depth + 1, message.measurements);
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            BootProof.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.firmwareSha256 != null && $Object.hasOwnProperty.call(message, "firmwareSha256"))
                    if (!(message.firmwareSha256 && typeof message.firmwareSha256.length === "number" || $util.isString(message.firmwareSha256)))
                        return "firmwareSha256: buffer expected";
                if (message.states != null && $Object.hasOwnProperty.call(message, "states")) {
                    if (!$Array.isArray(message.states))
                        return "states: array expected";
                    for (let i = 0; i < message.states.length; ++i) {
                        let error = $root.bootswap.v1.ProvenState.verify(message.states[i], _depth + 1);
                        if (error)
                            return "states." + error;
                    }
                }
                if (message.rollback != null && $Object.hasOwnProperty.call(message, "rollback")) {
                    let error = $root.bootswap.v1.ProvenRollback.verify(message.rollback, _depth + 1);
                    if (error)
                        return "rollback." + error;
                }
                if (message.measurements != null && $Object.hasOwnProperty.call(message, "measurements")) {
                    let error = $root.bootswap.v1.ProvenMeasurements.verify(message.measurements, _depth + 1);
                    if (error)
                        return "measurements." + error;
                }
                return null;
            };

            BootProof.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.BootProof)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.BootProof: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.BootProof();
                if (object.firmwareSha256 != null)
                    if (object.firmwareSha256.length)
                        if (typeof object.firmwareSha256 === "string")
                            $util.base64.decode(object.firmwareSha256, message.firmwareSha256 = $util.newBuffer($util.base64.length(object.firmwareSha256)), 0);
                        else if (object.firmwareSha256.length >= 0)
                            message.firmwareSha256 = object.firmwareSha256;
                if (object.states) {
                    if (!$Array.isArray(object.states))
                        throw $TypeError(".bootswap.v1.BootProof.states: array expected");
                    message.states = $Array(object.states.length);
                    for (let i = 0; i < object.states.length; ++i) {
                        if (!$util.isObject(object.states[i]))
                            throw $TypeError(".bootswap.v1.BootProof.states: object expected");
                        message.states[i] = $root.bootswap.v1.ProvenState.fromObject(object.states[i], _depth + 1);
                    }
                }
                if (object.rollback != null) {
                    if (!$util.isObject(object.rollback))
                        throw $TypeError(".bootswap.v1.BootProof.rollback: object expected");
                    message.rollback = $root.bootswap.v1.ProvenRollback.fromObject(object.rollback, _depth + 1);
                }
                if (object.measurements != null) {
                    if (!$util.isObject(object.measurements))
                        throw $TypeError(".bootswap.v1.BootProof.measurements: object expected");
                    message.measurements = $root.bootswap.v1.ProvenMeasurements.fromObject(object.measurements, _depth + 1);
                }
                return message;
            };

            BootProof.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.states = [];
                if (options.defaults) {
                    if (options.bytes === $String)
                        object.firmwareSha256 = "";
                    else {
                        object.firmwareSha256 = [];
                        if (options.bytes !== $Array)
                            object.firmwareSha256 = $util.newBuffer(object.firmwareSha256);
                    }
                    object.rollback = null;
                    object.measurements = null;
                }
                if (message.firmwareSha256 != null && $Object.hasOwnProperty.call(message, "firmwareSha256"))
                    object.firmwareSha256 = options.bytes === $String ? $util.base64.encode(message.firmwareSha256, 0, message.firmwareSha256.length) : options.bytes === $Array ? $Array.prototype.slice.call(message.firmwareSha256) : message.firmwareSha256;
                if (message.states && message.states.length) {
                    object.states = $Array(message.states.length);
                    for (let j = 0; j < message.states.length; ++j)
                        object.states[j] = $root.bootswap.v1.ProvenState.toObject(message.states[j], options, _depth + 1);
                }
                if (message.rollback != null && $Object.hasOwnProperty.call(message, "rollback"))
                    object.rollback = $root.bootswap.v1.ProvenRollback.toObject(message.rollback, options, _depth + 1);
                if (message.measurements != null && $Object.hasOwnProperty.call(message, "measurements"))
                    object.measurements = $root.bootswap.v1.ProvenMeasurements.toObject(message.measurements, options, _depth + 1);
                return object;
            };

            BootProof.prototype.toJSON = function() {
                return BootProof.toObject(this, $protobuf.util.toJSONOptions);
            };

            return BootProof;
        })();

        v1.ProvenState = (function() {

            const ProvenState = function (properties) {
                this.entries = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ProvenState.prototype.exchanges = 0;
            ProvenState.prototype.verdict = 0;
            ProvenState.prototype.sbatLevelAfter = "";
            ProvenState.prototype.entries = $util.emptyArray;

            ProvenState.create = function(properties) {
                return new ProvenState(properties);
            };

            ProvenState.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.exchanges != null && $Object.hasOwnProperty.call(message, "exchanges") && message.exchanges !== 0)
                    writer.uint32(8).uint32(message.exchanges);
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict") && message.verdict !== 0)
                    writer.uint32(16).int32(message.verdict);
                if (message.sbatLevelAfter != null && $Object.hasOwnProperty.call(message, "sbatLevelAfter") && message.sbatLevelAfter !== "")
                    writer.uint32(26).string(message.sbatLevelAfter);
                if (message.entries != null && message.entries.length)
                    for (let i = 0; i < message.entries.length; ++i)
                        $root.bootswap.v1.ProvenEntry.encode(message.entries[i], writer.uint32(34).fork(), _depth + 1).ldelim();
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ProvenState.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.ProvenState();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.uint32())
                                message.exchanges = value;
                            else
                                delete message.exchanges;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.verdict = value;
                            else
                                delete message.verdict;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.sbatLevelAfter = value;
                            else
                                delete message.sbatLevelAfter;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 2)
                                break;
                            if (!(message.entries && message.entries.length))
                                message.entries = [];
                            message.entries.push($root.bootswap.v1.ProvenEntry.decode(reader, reader.size(), $undefined, _depth + 1));
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ProvenState.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.exchanges != null && $Object.hasOwnProperty.call(message, "exchanges"))
                    if (!$util.isInteger(message.exchanges))
                        return "exchanges: integer expected";
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                    if (typeof message.verdict !== "number" || (message.verdict | 0) !== message.verdict)
                        return "verdict: enum value expected";
                if (message.sbatLevelAfter != null && $Object.hasOwnProperty.call(message, "sbatLevelAfter"))
                    if (!$util.isString(message.sbatLevelAfter))
                        return "sbatLevelAfter: string expected";
                if (message.entries != null && $Object.hasOwnProperty.call(message, "entries")) {
                    if (!$Array.isArray(message.entries))
                        return "entries: array expected";
                    for (let i = 0; i < message.entries.length; ++i) {
                        let error = $root.bootswap.v1.ProvenEntry.verify(message.entries[i], _depth + 1);
                        if (error)
                            return "entries." + error;
                    }
                }
                return null;
            };

            ProvenState.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.ProvenState)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.ProvenState: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.ProvenState();
                if (object.exchanges != null)
                    if ($Number(object.exchanges) !== 0)
                        message.exchanges = object.exchanges >>> 0;
                if (object.verdict !== 0 && (typeof object.verdict !== "string" || $root.bootswap.v1.BootAnswer[object.verdict] !== 0))
                    switch (object.verdict) {
                    case "BOOT_ANSWER_UNSPECIFIED":
                    case 0:
                        message.verdict = 0;
                        break;
                    case "BOOT_ANSWER_BOOTS":
                    case 1:
                        message.verdict = 1;
                        break;
                    case "BOOT_ANSWER_REFUSES":
                    case 2:
                        message.verdict = 2;
                        break;
                    case "BOOT_ANSWER_UNKNOWN":
                    case 3:
                        message.verdict = 3;
                        break;
                    default:
                        if (typeof object.verdict === "number" && (object.verdict | 0) === object.verdict)
                            message.verdict = object.verdict;
                    }
                if (object.sbatLevelAfter != null)
                    if (typeof object.sbatLevelAfter !== "string" || object.sbatLevelAfter.length)
                        message.sbatLevelAfter = $String(object.sbatLevelAfter);
                if (object.entries) {
                    if (!$Array.isArray(object.entries))
                        throw $TypeError(".bootswap.v1.ProvenState.entries: array expected");
                    message.entries = $Array(object.entries.length);
                    for (let i = 0; i < object.entries.length; ++i) {
                        if (!$util.isObject(object.entries[i]))
                            throw $TypeError(".bootswap.v1.ProvenState.entries: object expected");
                        message.entries[i] = $root.bootswap.v1.ProvenEntry.fromObject(object.entries[i], _depth + 1);
                    }
                }
                return message;
            };

            ProvenState.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.entries = [];
                if (options.defaults) {
                    object.exchanges = 0;
                    object.verdict = options.enums === $String ? "BOOT_ANSWER_UNSPECIFIED" : 0;
                    object.sbatLevelAfter = "";
                }
                if (message.exchanges != null && $Object.hasOwnProperty.call(message, "exchanges"))
                    object.exchanges = message.exchanges;
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                    object.verdict = options.enums === $String ? $root.bootswap.v1.BootAnswer[message.verdict] === $undefined ? message.verdict : $root.bootswap.v1.BootAnswer[message.verdict] : message.verdict;
                if (message.sbatLevelAfter != null && $Object.hasOwnProperty.call(message, "sbatLevelAfter"))
                    object.sbatLevelAfter = message.sbatLevelAfter;
                if (message.entries && message.entries.length) {
                    object.entries = $Array(message.entries.length);
                    for (let j = 0; j < message.entries.length; ++j)
                        object.entries[j] = $root.bootswap.v1.ProvenEntry.toObject(message.entries[j], options, _depth + 1);
                }
                return object;
            };

            ProvenState.prototype.toJSON = function() {
                return ProvenState.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ProvenState;
        })();

        v1.ProvenEntry = (function() {

            const ProvenEntry = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ProvenEntry.prototype.name = "";
            ProvenEntry.prototype.path = "";
            ProvenEntry.prototype.verdict = 0;
            ProvenEntry.prototype["class"] = 0;

            ProvenEntry.create = function(properties) {
                return new ProvenEntry(properties);
            };

            ProvenEntry.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.name != null && $Object.hasOwnProperty.call(message, "name") && message.name !== "")
                    writer.uint32(10).string(message.name);
                if (message.path != null && $Object.hasOwnProperty.call(message, "path") && message.path !== "")
                    writer.uint32(18).string(message.path);
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict") && message.verdict !== 0)
                    writer.uint32(24).int32(message.verdict);
                if (message["class"] != null && $Object.hasOwnProperty.call(message, "class") && message["class"] !== 0)
                    writer.uint32(32).int32(message["class"]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ProvenEntry.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.ProvenEntry();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.name = value;
                            else
                                delete message.name;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.path = value;
                            else
                                delete message.path;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.verdict = value;
                            else
                                delete message.verdict;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message["class"] = value;
                            else
                                delete message["class"];
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ProvenEntry.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    if (!$util.isString(message.name))
                        return "name: string expected";
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    if (!$util.isString(message.path))
                        return "path: string expected";
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                    if (typeof message.verdict !== "number" || (message.verdict | 0) !== message.verdict)
                        return "verdict: enum value expected";
                if (message["class"] != null && $Object.hasOwnProperty.call(message, "class"))
                    if (typeof message["class"] !== "number" || (message["class"] | 0) !== message["class"])
                        return "class: enum value expected";
                return null;
            };

            ProvenEntry.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.ProvenEntry)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.ProvenEntry: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.ProvenEntry();
                if (object.name != null)
                    if (typeof object.name !== "string" || object.name.length)
                        message.name = $String(object.name);
                if (object.path != null)
                    if (typeof object.path !== "string" || object.path.length)
                        message.path = $String(object.path);
                if (object.verdict !== 0 && (typeof object.verdict !== "string" || $root.bootswap.v1.BootAnswer[object.verdict] !== 0))
                    switch (object.verdict) {
                    case "BOOT_ANSWER_UNSPECIFIED":
                    case 0:
                        message.verdict = 0;
                        break;
                    case "BOOT_ANSWER_BOOTS":
                    case 1:
                        message.verdict = 1;
                        break;
                    case "BOOT_ANSWER_REFUSES":
                    case 2:
                        message.verdict = 2;
                        break;
                    case "BOOT_ANSWER_UNKNOWN":
                    case 3:
                        message.verdict = 3;
                        break;
                    default:
                        if (typeof object.verdict === "number" && (object.verdict | 0) === object.verdict)
                            message.verdict = object.verdict;
                    }
                if (object["class"] !== 0 && (typeof object["class"] !== "string" || $root.bootswap.v1.BootClass[object["class"]] !== 0))
                    switch (object["class"]) {
                    case "BOOT_CLASS_UNSPECIFIED":
                    case 0:
                        message["class"] = 0;
                        break;
                    case "BOOT_CLASS_OK":
                    case 1:
                        message["class"] = 1;
                        break;
                    case "BOOT_CLASS_FALLTHROUGH":
                    case 2:
                        message["class"] = 2;
                        break;
                    case "BOOT_CLASS_HANG":
                    case 3:
                        message["class"] = 3;
                        break;
                    case "BOOT_CLASS_POWER_OFF":
                    case 4:
                        message["class"] = 4;
                        break;
                    case "BOOT_CLASS_STUCK":
                    case 5:
                        message["class"] = 5;
                        break;
                    default:
                        if (typeof object["class"] === "number" && (object["class"] | 0) === object["class"])
                            message["class"] = object["class"];
                    }
                return message;
            };

            ProvenEntry.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.name = "";
                    object.path = "";
                    object.verdict = options.enums === $String ? "BOOT_ANSWER_UNSPECIFIED" : 0;
                    object["class"] = options.enums === $String ? "BOOT_CLASS_UNSPECIFIED" : 0;
                }
                if (message.name != null && $Object.hasOwnProperty.call(message, "name"))
                    object.name = message.name;
                if (message.path != null && $Object.hasOwnProperty.call(message, "path"))
                    object.path = message.path;
                if (message.verdict != null && $Object.hasOwnProperty.call(message, "verdict"))
                    object.verdict = options.enums === $String ? $root.bootswap.v1.BootAnswer[message.verdict] === $undefined ? message.verdict : $root.bootswap.v1.BootAnswer[message.verdict] : message.verdict;
                if (message["class"] != null && $Object.hasOwnProperty.call(message, "class"))
                    object["class"] = options.enums === $String ? $root.bootswap.v1.BootClass[message["class"]] === $undefined ? message["class"] : $root.bootswap.v1.BootClass[message["class"]] : message["class"];
                return object;
            };

            ProvenEntry.prototype.toJSON = function() {
                return ProvenEntry.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ProvenEntry;
        })();

        v1.RollbackUntil = (function() {
            const valuesById = $Object.create(null), values = $Object.create(valuesById);
            values[valuesById[0] = "ROLLBACK_UNTIL_UNSPECIFIED"] = 0;
            values[valuesById[1] = "ROLLBACK_UNTIL_FIRST_BOOT"] = 1;
            return values;
        })();

        v1.ProvenRollback = (function() {

            const ProvenRollback = function (properties) {
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ProvenRollback.prototype.possible = false;
            ProvenRollback.prototype.until = 0;
            ProvenRollback.prototype.why = "";

            ProvenRollback.create = function(properties) {
                return new ProvenRollback(properties);
            };

            ProvenRollback.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.possible != null && $Object.hasOwnProperty.call(message, "possible") && message.possible !== false)
                    writer.uint32(8).bool(message.possible);
                if (message.until != null && $Object.hasOwnProperty.call(message, "until") && message.until !== 0)
                    writer.uint32(16).int32(message.until);
                if (message.why != null && $Object.hasOwnProperty.call(message, "why") && message.why !== "")
                    writer.uint32(26).string(message.why);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ProvenRollback.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.ProvenRollback();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.possible = value;
                            else
                                delete message.possible;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.int32())
                                message.until = value;
                            else
                                delete message.until;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.why = value;
                            else
                                delete message.why;
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ProvenRollback.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.possible != null && $Object.hasOwnProperty.call(message, "possible"))
                    if (typeof message.possible !== "boolean")
                        return "possible: boolean expected";
                if (message.until != null && $Object.hasOwnProperty.call(message, "until"))
                    if (typeof message.until !== "number" || (message.until | 0) !== message.until)
                        return "until: enum value expected";
                if (message.why != null && $Object.hasOwnProperty.call(message, "why"))
                    if (!$util.isString(message.why))
                        return "why: string expected";
                return null;
            };

            ProvenRollback.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.ProvenRollback)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.ProvenRollback: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.ProvenRollback();
                if (object.possible != null)
                    if (object.possible)
                        message.possible = $Boolean(object.possible);
                if (object.until !== 0 && (typeof object.until !== "string" || $root.bootswap.v1.RollbackUntil[object.until] !== 0))
                    switch (object.until) {
                    case "ROLLBACK_UNTIL_UNSPECIFIED":
                    case 0:
                        message.until = 0;
                        break;
                    case "ROLLBACK_UNTIL_FIRST_BOOT":
                    case 1:
                        message.until = 1;
                        break;
                    default:
                        if (typeof object.until === "number" && (object.until | 0) === object.until)
                            message.until = object.until;
                    }
                if (object.why != null)
                    if (typeof object.why !== "string" || object.why.length)
                        message.why = $String(object.why);
                return message;
            };

            ProvenRollback.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.defaults) {
                    object.possible = false;
                    object.until = options.enums === $String ? "ROLLBACK_UNTIL_UNSPECIFIED" : 0;
                    object.why = "";
                }
                if (message.possible != null && $Object.hasOwnProperty.call(message, "possible"))
                    object.possible = message.possible;
                if (message.until != null && $Object.hasOwnProperty.call(message, "until"))
                    object.until = options.enums === $String ? $root.bootswap.v1.RollbackUntil[message.until] === $undefined ? message.until : $root.bootswap.v1.RollbackUntil[message.until] : message.until;
                if (message.why != null && $Object.hasOwnProperty.call(message, "why"))
                    object.why = message.why;
                return object;
            };

            ProvenRollback.prototype.toJSON = function() {
                return ProvenRollback.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ProvenRollback;
        })();

        v1.ProvenMeasurements = (function() {

            const ProvenMeasurements = function (properties) {
                this.breaks = [];
                if (properties)
                    for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                        if (properties[keys[i]] != null && keys[i] !== "__proto__")
                            this[keys[i]] = properties[keys[i]];
            };

            ProvenMeasurements.prototype.pcr4 = "";
            ProvenMeasurements.prototype.pcr7 = "";
            ProvenMeasurements.prototype.pcr4Changed = false;
            ProvenMeasurements.prototype.pcr7Changed = false;
            ProvenMeasurements.prototype.breaks = $util.emptyArray;

            ProvenMeasurements.create = function(properties) {
                return new ProvenMeasurements(properties);
            };

            ProvenMeasurements.encode = function (message, writer, _depth) {
                if (!writer)
                    writer = $Writer.create();
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                if (message.pcr4 != null && $Object.hasOwnProperty.call(message, "pcr4") && message.pcr4 !== "")
                    writer.uint32(10).string(message.pcr4);
                if (message.pcr7 != null && $Object.hasOwnProperty.call(message, "pcr7") && message.pcr7 !== "")
                    writer.uint32(18).string(message.pcr7);
                if (message.pcr4Changed != null && $Object.hasOwnProperty.call(message, "pcr4Changed") && message.pcr4Changed !== false)
                    writer.uint32(24).bool(message.pcr4Changed);
                if (message.pcr7Changed != null && $Object.hasOwnProperty.call(message, "pcr7Changed") && message.pcr7Changed !== false)
                    writer.uint32(32).bool(message.pcr7Changed);
                if (message.breaks != null && message.breaks.length)
                    for (let i = 0; i < message.breaks.length; ++i)
                        writer.uint32(42).string(message.breaks[i]);
                if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                    for (let i = 0; i < message.$unknowns.length; ++i)
                        writer.raw(message.$unknowns[i]);
                return writer;
            };

            ProvenMeasurements.decode = function (reader, length, _end, _depth, _target) {
                if (!(reader instanceof $Reader))
                    reader = $Reader.create(reader);
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $Reader.recursionLimit)
                    throw $Error("max depth exceeded");
                let end, message, value;
                if (length === $undefined)
                    end = reader.len;
                else {
                    end = reader.pos + length;
                    if (end > reader.len)
                        throw $RangeError("index out of range");
                    length = reader.len;
                    reader.len = end;
                }
                message = _target || new $root.bootswap.v1.ProvenMeasurements();
                while (reader.pos < end) {
                    let start = reader.pos;
                    let tag = reader.tag();
                    if (tag === _end) {
                        _end = $undefined;
                        break;
                    }
                    let wireType = tag & 7;
                    switch (tag >>>= 3) {
                    case 1: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pcr4 = value;
                            else
                                delete message.pcr4;
                            continue;
                        }
                    case 2: {
                            if (wireType !== 2)
                                break;
                            if ((value = reader.stringVerify()).length)
                                message.pcr7 = value;
                            else
                                delete message.pcr7;
                            continue;
                        }
                    case 3: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.pcr4Changed = value;
                            else
                                delete message.pcr4Changed;
                            continue;
                        }
                    case 4: {
                            if (wireType !== 0)
                                break;
                            if (value = reader.bool())
                                message.pcr7Changed = value;
                            else
                                delete message.pcr7Changed;
                            continue;
                        }
                    case 5: {
                            if (wireType !== 2)
                                break;
                            if (!(message.breaks && message.breaks.length))
                                message.breaks = [];
                            message.breaks.push(reader.stringVerify());
                            continue;
                        }
                    }
                    reader.skipType(wireType, _depth, tag);
                    if (!reader.discardUnknown) {
                        $util.makeProp(message, "$unknowns", false);
                        (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                    }
                }
                if (length !== $undefined) {
                    if (reader.pos !== end)
                        throw $RangeError("index out of range");
                    reader.len = length;
                }
                if (_end !== $undefined)
                    throw $Error("missing end group");
                return message;
            };

            ProvenMeasurements.verify = function (message, _depth) {
                if (typeof message !== "object" || message === null)
                    return "object expected";
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    return "max depth exceeded";
                if (message.pcr4 != null && $Object.hasOwnProperty.call(message, "pcr4"))
                    if (!$util.isString(message.pcr4))
                        return "pcr4: string expected";
                if (message.pcr7 != null && $Object.hasOwnProperty.call(message, "pcr7"))
                    if (!$util.isString(message.pcr7))
                        return "pcr7: string expected";
                if (message.pcr4Changed != null && $Object.hasOwnProperty.call(message, "pcr4Changed"))
                    if (typeof message.pcr4Changed !== "boolean")
                        return "pcr4Changed: boolean expected";
                if (message.pcr7Changed != null && $Object.hasOwnProperty.call(message, "pcr7Changed"))
                    if (typeof message.pcr7Changed !== "boolean")
                        return "pcr7Changed: boolean expected";
                if (message.breaks != null && $Object.hasOwnProperty.call(message, "breaks")) {
                    if (!$Array.isArray(message.breaks))
                        return "breaks: array expected";
                    for (let i = 0; i < message.breaks.length; ++i)
                        if (!$util.isString(message.breaks[i]))
                            return "breaks: string[] expected";
                }
                return null;
            };

            ProvenMeasurements.fromObject = function (object, _depth) {
                if (object instanceof $root.bootswap.v1.ProvenMeasurements)
                    return object;
                if (!$util.isObject(object))
                    throw $TypeError(".bootswap.v1.ProvenMeasurements: object expected");
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let message = new $root.bootswap.v1.ProvenMeasurements();
                if (object.pcr4 != null)
                    if (typeof object.pcr4 !== "string" || object.pcr4.length)
                        message.pcr4 = $String(object.pcr4);
                if (object.pcr7 != null)
                    if (typeof object.pcr7 !== "string" || object.pcr7.length)
                        message.pcr7 = $String(object.pcr7);
                if (object.pcr4Changed != null)
                    if (object.pcr4Changed)
                        message.pcr4Changed = $Boolean(object.pcr4Changed);
                if (object.pcr7Changed != null)
                    if (object.pcr7Changed)
                        message.pcr7Changed = $Boolean(object.pcr7Changed);
                if (object.breaks) {
                    if (!$Array.isArray(object.breaks))
                        throw $TypeError(".bootswap.v1.ProvenMeasurements.breaks: array expected");
                    message.breaks = $Array(object.breaks.length);
                    for (let i = 0; i < object.breaks.length; ++i)
                        message.breaks[i] = $String(object.breaks[i]);
                }
                return message;
            };

            ProvenMeasurements.toObject = function (message, options, _depth) {
                if (!options)
                    options = {};
                if (_depth === $undefined)
                    _depth = 0;
                if (_depth > $util.recursionLimit)
                    throw $Error("max depth exceeded");
                let object = {};
                if (options.arrays || options.defaults)
                    object.breaks = [];
                if (options.defaults) {
                    object.pcr4 = "";
                    object.pcr7 = "";
                    object.pcr4Changed = false;
                    object.pcr7Changed = false;
                }
                if (message.pcr4 != null && $Object.hasOwnProperty.call(message, "pcr4"))
                    object.pcr4 = message.pcr4;
                if (message.pcr7 != null && $Object.hasOwnProperty.call(message, "pcr7"))
                    object.pcr7 = message.pcr7;
                if (message.pcr4Changed != null && $Object.hasOwnProperty.call(message, "pcr4Changed"))
                    object.pcr4Changed = message.pcr4Changed;
                if (message.pcr7Changed != null && $Object.hasOwnProperty.call(message, "pcr7Changed"))
                    object.pcr7Changed = message.pcr7Changed;
                if (message.breaks && message.breaks.length) {
                    object.breaks = $Array(message.breaks.length);
                    for (let j = 0; j < message.breaks.length; ++j)
                        object.breaks[j] = message.breaks[j];
                }
                return object;
            };

            ProvenMeasurements.prototype.toJSON = function() {
                return ProvenMeasurements.toObject(this, $protobuf.util.toJSONOptions);
            };

            return ProvenMeasurements;
        })();

        return v1;
    })();

    return bootswap;
})();

export {
  $root as default
};
