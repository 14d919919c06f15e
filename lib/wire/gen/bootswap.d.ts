import * as $protobuf from "protobufjs/minimal.js";
import Long = require("long");

/** Namespace bootswap. */
export namespace bootswap {

    /** Namespace v1. */
    namespace v1 {

        /** AuditVerdict enum. */
        enum AuditVerdict {

            /** AUDIT_VERDICT_UNSPECIFIED value */
            AUDIT_VERDICT_UNSPECIFIED = 0,

            /** AUDIT_VERDICT_PASS value */
            AUDIT_VERDICT_PASS = 1,

            /** AUDIT_VERDICT_FAIL value */
            AUDIT_VERDICT_FAIL = 2
        }

        /** CheckResult enum. */
        enum CheckResult {

            /** CHECK_RESULT_UNSPECIFIED value */
            CHECK_RESULT_UNSPECIFIED = 0,

            /** CHECK_RESULT_PASS value */
            CHECK_RESULT_PASS = 1,

            /** CHECK_RESULT_FAIL value */
            CHECK_RESULT_FAIL = 2,

            /** CHECK_RESULT_UNKNOWN value */
            CHECK_RESULT_UNKNOWN = 3
        }

        /** AuditTrigger enum. */
        enum AuditTrigger {

            /** AUDIT_TRIGGER_UNSPECIFIED value */
            AUDIT_TRIGGER_UNSPECIFIED = 0,

            /** AUDIT_TRIGGER_REPORT value */
            AUDIT_TRIGGER_REPORT = 1,

            /** AUDIT_TRIGGER_TIMER value */
            AUDIT_TRIGGER_TIMER = 2,

            /** AUDIT_TRIGGER_COMMAND value */
            AUDIT_TRIGGER_COMMAND = 3
        }

        /**
         * Properties of an Audit.
         * @deprecated Use bootswap.v1.Audit.$Properties instead.
         */
        interface IAudit extends bootswap.v1.Audit.$Properties {
        }

        /** Represents an Audit. */
        class Audit {

            /**
             * Constructs a new Audit.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.Audit.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Audit host. */
            host: string;

            /** Audit sequence. */
            sequence: (number|Long);

            /** Audit previousSha256. */
            previousSha256: Uint8Array;

            /** Audit atMs. */
            atMs: (number|Long);

            /** Audit trigger. */
            trigger: bootswap.v1.AuditTrigger;

            /** Audit verdict. */
            verdict: bootswap.v1.AuditVerdict;

            /** Audit checks. */
            checks: bootswap.v1.Check.$Properties[];

            /** Audit planId. */
            planId: string;

            /** Audit payloadId. */
            payloadId: string;

            /** Audit payloadEventId. */
            payloadEventId: string;

            /** Audit generation. */
            generation: (number|Long);

            /** Audit reportEventId. */
            reportEventId: string;

            /** Audit reportPhase. */
            reportPhase: bootswap.v1.Phase;

            /**
             * Encodes the specified Audit message. Does not implicitly {@link bootswap.v1.Audit.verify|verify} messages.
             * @param message Audit message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.Audit.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Audit message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.Audit & bootswap.v1.Audit.$Shape} Audit
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.Audit & bootswap.v1.Audit.$Shape;
        }

        namespace Audit {

            /** Properties of an Audit. */
            interface $Properties {

                /** Audit host */
                host?: (string|null);

                /** Audit sequence */
                sequence?: (number|Long|null);

                /** Audit previousSha256 */
                previousSha256?: (Uint8Array|null);

                /** Audit atMs */
                atMs?: (number|Long|null);

                /** Audit trigger */
                trigger?: (bootswap.v1.AuditTrigger|null);

                /** Audit verdict */
                verdict?: (bootswap.v1.AuditVerdict|null);

                /** Audit checks */
                checks?: (bootswap.v1.Check.$Properties[]|null);

                /** Audit planId */
                planId?: (string|null);

                /** Audit payloadId */
                payloadId?: (string|null);

                /** Audit payloadEventId */
                payloadEventId?: (string|null);

                /** Audit generation */
                generation?: (number|Long|null);

                /** Audit reportEventId */
                reportEventId?: (string|null);

                /** Audit reportPhase */
                reportPhase?: (bootswap.v1.Phase|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Audit. */
            type $Shape = bootswap.v1.Audit.$Properties;
        }

        /**
         * Properties of a Check.
         * @deprecated Use bootswap.v1.Check.$Properties instead.
         */
        interface ICheck extends bootswap.v1.Check.$Properties {
        }

        /** Represents a Check. */
        class Check {

            /**
             * Constructs a new Check.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.Check.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Check name. */
            name: string;

            /** Check result. */
            result: bootswap.v1.CheckResult;

            /** Check detail. */
            detail: string;

            /**
             * Encodes the specified Check message. Does not implicitly {@link bootswap.v1.Check.verify|verify} messages.
             * @param message Check message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.Check.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Check message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.Check & bootswap.v1.Check.$Shape} Check
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.Check & bootswap.v1.Check.$Shape;
        }

        namespace Check {

            /** Properties of a Check. */
            interface $Properties {

                /** Check name */
                name?: (string|null);

                /** Check result */
                result?: (bootswap.v1.CheckResult|null);

                /** Check detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Check. */
            type $Shape = bootswap.v1.Check.$Properties;
        }

        /** Phase enum. */
        enum Phase {

            /** PHASE_UNSPECIFIED value */
            PHASE_UNSPECIFIED = 0,

            /** PHASE_STAGED value */
            PHASE_STAGED = 1,

            /** PHASE_VERIFIED value */
            PHASE_VERIFIED = 2,

            /** PHASE_EXCHANGED value */
            PHASE_EXCHANGED = 3,

            /** PHASE_UNCHANGED value */
            PHASE_UNCHANGED = 4,

            /** PHASE_REJECTED value */
            PHASE_REJECTED = 5,

            /** PHASE_FAILED value */
            PHASE_FAILED = 6,

            /** PHASE_ROLLED_BACK value */
            PHASE_ROLLED_BACK = 7,

            /** PHASE_STUCK value */
            PHASE_STUCK = 8
        }

        /**
         * Properties of a Report.
         * @deprecated Use bootswap.v1.Report.$Properties instead.
         */
        interface IReport extends bootswap.v1.Report.$Properties {
        }

        /** Represents a Report. */
        class Report {

            /**
             * Constructs a new Report.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.Report.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Report host. */
            host: string;

            /** Report planId. */
            planId: string;

            /** Report payloadId. */
            payloadId: string;

            /** Report payloadEventId. */
            payloadEventId: string;

            /** Report generation. */
            generation: (number|Long);

            /** Report phase. */
            phase: bootswap.v1.Phase;

            /** Report code. */
            code: string;

            /** Report detail. */
            detail: string;

            /** Report atMs. */
            atMs: (number|Long);

            /** Report bytesWritten. */
            bytesWritten: (number|Long);

            /** Report targets. */
            targets: string[];

            /**
             * Encodes the specified Report message. Does not implicitly {@link bootswap.v1.Report.verify|verify} messages.
             * @param message Report message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.Report.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Report message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.Report & bootswap.v1.Report.$Shape} Report
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.Report & bootswap.v1.Report.$Shape;
        }

        namespace Report {

            /** Properties of a Report. */
            interface $Properties {

                /** Report host */
                host?: (string|null);

                /** Report planId */
                planId?: (string|null);

                /** Report payloadId */
                payloadId?: (string|null);

                /** Report payloadEventId */
                payloadEventId?: (string|null);

                /** Report generation */
                generation?: (number|Long|null);

                /** Report phase */
                phase?: (bootswap.v1.Phase|null);

                /** Report code */
                code?: (string|null);

                /** Report detail */
                detail?: (string|null);

                /** Report atMs */
                atMs?: (number|Long|null);

                /** Report bytesWritten */
                bytesWritten?: (number|Long|null);

                /** Report targets */
                targets?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Report. */
            type $Shape = bootswap.v1.Report.$Properties;
        }

        /**
         * Properties of a DeadLetter.
         * @deprecated Use bootswap.v1.DeadLetter.$Properties instead.
         */
        interface IDeadLetter extends bootswap.v1.DeadLetter.$Properties {
        }

        /** Represents a DeadLetter. */
        class DeadLetter {

            /**
             * Constructs a new DeadLetter.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.DeadLetter.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeadLetter service. */
            service: string;

            /** DeadLetter code. */
            code: string;

            /** DeadLetter detail. */
            detail: string;

            /** DeadLetter atMs. */
            atMs: (number|Long);

            /** DeadLetter subject. */
            subject: string;

            /** DeadLetter stream. */
            stream: string;

            /** DeadLetter streamSequence. */
            streamSequence: (number|Long);

            /** DeadLetter deliveries. */
            deliveries: number;

            /** DeadLetter data. */
            data: Uint8Array;

            /** DeadLetter headers. */
            headers: bootswap.v1.Header.$Properties[];

            /**
             * Encodes the specified DeadLetter message. Does not implicitly {@link bootswap.v1.DeadLetter.verify|verify} messages.
             * @param message DeadLetter message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.DeadLetter.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeadLetter message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.DeadLetter & bootswap.v1.DeadLetter.$Shape} DeadLetter
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.DeadLetter & bootswap.v1.DeadLetter.$Shape;
        }

        namespace DeadLetter {

            /** Properties of a DeadLetter. */
            interface $Properties {

                /** DeadLetter service */
                service?: (string|null);

                /** DeadLetter code */
                code?: (string|null);

                /** DeadLetter detail */
                detail?: (string|null);

                /** DeadLetter atMs */
                atMs?: (number|Long|null);

                /** DeadLetter subject */
                subject?: (string|null);

                /** DeadLetter stream */
                stream?: (string|null);

                /** DeadLetter streamSequence */
                streamSequence?: (number|Long|null);

                /** DeadLetter deliveries */
                deliveries?: (number|null);

                /** DeadLetter data */
                data?: (Uint8Array|null);

                /** DeadLetter headers */
                headers?: (bootswap.v1.Header.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeadLetter. */
            type $Shape = bootswap.v1.DeadLetter.$Properties;
        }

        /**
         * Properties of a Header.
         * @deprecated Use bootswap.v1.Header.$Properties instead.
         */
        interface IHeader extends bootswap.v1.Header.$Properties {
        }

        /** Represents a Header. */
        class Header {

            /**
             * Constructs a new Header.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.Header.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Header name. */
            name: string;

            /** Header value. */
            value: string;

            /**
             * Encodes the specified Header message. Does not implicitly {@link bootswap.v1.Header.verify|verify} messages.
             * @param message Header message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.Header.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Header message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.Header & bootswap.v1.Header.$Shape} Header
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.Header & bootswap.v1.Header.$Shape;
        }

        namespace Header {

            /** Properties of a Header. */
            interface $Properties {

                /** Header name */
                name?: (string|null);

                /** Header value */
                value?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Header. */
            type $Shape = bootswap.v1.Header.$Properties;
        }

        /**
         * Properties of a Decision.
         * @deprecated Use bootswap.v1.Decision.$Properties instead.
         */
        interface IDecision extends bootswap.v1.Decision.$Properties {
        }

        /** Represents a Decision. */
        class Decision {

            /**
             * Constructs a new Decision.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.Decision.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Decision channel. */
            channel: string;

            /** Decision payloadId. */
            payloadId: string;

            /** Decision payloadEventId. */
            payloadEventId: string;

            /** Decision atMs. */
            atMs: (number|Long);

            /** Decision hostsConsidered. */
            hostsConsidered: number;

            /** Decision planned. */
            planned: number;

            /** Decision unchanged. */
            unchanged: number;

            /** Decision refused. */
            refused: number;

            /** Decision refusals. */
            refusals: bootswap.v1.Refusal.$Properties[];

            /** Decision warnings. */
            warnings: bootswap.v1.PlanWarning.$Properties[];

            /**
             * Encodes the specified Decision message. Does not implicitly {@link bootswap.v1.Decision.verify|verify} messages.
             * @param message Decision message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.Decision.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Decision message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.Decision & bootswap.v1.Decision.$Shape} Decision
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.Decision & bootswap.v1.Decision.$Shape;
        }

        namespace Decision {

            /** Properties of a Decision. */
            interface $Properties {

                /** Decision channel */
                channel?: (string|null);

                /** Decision payloadId */
                payloadId?: (string|null);

                /** Decision payloadEventId */
                payloadEventId?: (string|null);

                /** Decision atMs */
                atMs?: (number|Long|null);

                /** Decision hostsConsidered */
                hostsConsidered?: (number|null);

                /** Decision planned */
                planned?: (number|null);

                /** Decision unchanged */
                unchanged?: (number|null);

                /** Decision refused */
                refused?: (number|null);

                /** Decision refusals */
                refusals?: (bootswap.v1.Refusal.$Properties[]|null);

                /** Decision warnings */
                warnings?: (bootswap.v1.PlanWarning.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Decision. */
            type $Shape = bootswap.v1.Decision.$Properties;
        }

        /**
         * Properties of a PlanWarning.
         * @deprecated Use bootswap.v1.PlanWarning.$Properties instead.
         */
        interface IPlanWarning extends bootswap.v1.PlanWarning.$Properties {
        }

        /** Represents a PlanWarning. */
        class PlanWarning {

            /**
             * Constructs a new PlanWarning.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.PlanWarning.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PlanWarning code. */
            code: string;

            /** PlanWarning hosts. */
            hosts: number;

            /** PlanWarning detail. */
            detail: string;

            /**
             * Encodes the specified PlanWarning message. Does not implicitly {@link bootswap.v1.PlanWarning.verify|verify} messages.
             * @param message PlanWarning message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.PlanWarning.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PlanWarning message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.PlanWarning & bootswap.v1.PlanWarning.$Shape} PlanWarning
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.PlanWarning & bootswap.v1.PlanWarning.$Shape;
        }

        namespace PlanWarning {

            /** Properties of a PlanWarning. */
            interface $Properties {

                /** PlanWarning code */
                code?: (string|null);

                /** PlanWarning hosts */
                hosts?: (number|null);

                /** PlanWarning detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PlanWarning. */
            type $Shape = bootswap.v1.PlanWarning.$Properties;
        }

        /**
         * Properties of a Refusal.
         * @deprecated Use bootswap.v1.Refusal.$Properties instead.
         */
        interface IRefusal extends bootswap.v1.Refusal.$Properties {
        }

        /** Represents a Refusal. */
        class Refusal {

            /**
             * Constructs a new Refusal.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.Refusal.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Refusal host. */
            host: string;

            /** Refusal code. */
            code: string;

            /** Refusal detail. */
            detail: string;

            /**
             * Encodes the specified Refusal message. Does not implicitly {@link bootswap.v1.Refusal.verify|verify} messages.
             * @param message Refusal message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.Refusal.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Refusal message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.Refusal & bootswap.v1.Refusal.$Shape} Refusal
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.Refusal & bootswap.v1.Refusal.$Shape;
        }

        namespace Refusal {

            /** Properties of a Refusal. */
            interface $Properties {

                /** Refusal host */
                host?: (string|null);

                /** Refusal code */
                code?: (string|null);

                /** Refusal detail */
                detail?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Refusal. */
            type $Shape = bootswap.v1.Refusal.$Properties;
        }

        /**
         * Properties of an Envelope.
         * @deprecated Use bootswap.v1.Envelope.$Properties instead.
         */
        interface IEnvelope extends bootswap.v1.Envelope.$Properties {
        }

        /** Represents an Envelope. */
        class Envelope {

            /**
             * Constructs a new Envelope.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.Envelope.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Envelope payload. */
            payload: Uint8Array;

            /** Envelope payloadType. */
            payloadType: string;

            /** Envelope signatures. */
            signatures: bootswap.v1.Signature.$Properties[];

            /**
             * Encodes the specified Envelope message. Does not implicitly {@link bootswap.v1.Envelope.verify|verify} messages.
             * @param message Envelope message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.Envelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Envelope message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.Envelope & bootswap.v1.Envelope.$Shape} Envelope
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.Envelope & bootswap.v1.Envelope.$Shape;
        }

        namespace Envelope {

            /** Properties of an Envelope. */
            interface $Properties {

                /** Envelope payload */
                payload?: (Uint8Array|null);

                /** Envelope payloadType */
                payloadType?: (string|null);

                /** Envelope signatures */
                signatures?: (bootswap.v1.Signature.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Envelope. */
            type $Shape = bootswap.v1.Envelope.$Properties;
        }

        /**
         * Properties of a Signature.
         * @deprecated Use bootswap.v1.Signature.$Properties instead.
         */
        interface ISignature extends bootswap.v1.Signature.$Properties {
        }

        /** Represents a Signature. */
        class Signature {

            /**
             * Constructs a new Signature.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.Signature.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Signature sig. */
            sig: Uint8Array;

            /** Signature keyid. */
            keyid: string;

            /**
             * Encodes the specified Signature message. Does not implicitly {@link bootswap.v1.Signature.verify|verify} messages.
             * @param message Signature message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.Signature.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Signature message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.Signature & bootswap.v1.Signature.$Shape} Signature
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.Signature & bootswap.v1.Signature.$Shape;
        }

        namespace Signature {

            /** Properties of a Signature. */
            interface $Properties {

                /** Signature sig */
                sig?: (Uint8Array|null);

                /** Signature keyid */
                keyid?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Signature. */
            type $Shape = bootswap.v1.Signature.$Properties;
        }

        /** EvidenceKind enum. */
        enum EvidenceKind {

            /** EVIDENCE_KIND_UNSPECIFIED value */
            EVIDENCE_KIND_UNSPECIFIED = 0,

            /** EVIDENCE_KIND_BOOT_FILE value */
            EVIDENCE_KIND_BOOT_FILE = 1,

            /** EVIDENCE_KIND_VARIABLES value */
            EVIDENCE_KIND_VARIABLES = 2,

            /** EVIDENCE_KIND_TPM_LOG value */
            EVIDENCE_KIND_TPM_LOG = 3
        }

        /**
         * Properties of an Evidence.
         * @deprecated Use bootswap.v1.Evidence.$Properties instead.
         */
        interface IEvidence extends bootswap.v1.Evidence.$Properties {
        }

        /** Represents an Evidence. */
        class Evidence {

            /**
             * Constructs a new Evidence.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.Evidence.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Evidence kind. */
            kind: bootswap.v1.EvidenceKind;

            /** Evidence rules. */
            rules: number;

            /** Evidence content. */
            content: Uint8Array;

            /**
             * Encodes the specified Evidence message. Does not implicitly {@link bootswap.v1.Evidence.verify|verify} messages.
             * @param message Evidence message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.Evidence.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an Evidence message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.Evidence & bootswap.v1.Evidence.$Shape} Evidence
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.Evidence & bootswap.v1.Evidence.$Shape;
        }

        namespace Evidence {

            /** Properties of an Evidence. */
            interface $Properties {

                /** Evidence kind */
                kind?: (bootswap.v1.EvidenceKind|null);

                /** Evidence rules */
                rules?: (number|null);

                /** Evidence content */
                content?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an Evidence. */
            type $Shape = bootswap.v1.Evidence.$Properties;
        }

        /**
         * Properties of a VariableList.
         * @deprecated Use bootswap.v1.VariableList.$Properties instead.
         */
        interface IVariableList extends bootswap.v1.VariableList.$Properties {
        }

        /** Represents a VariableList. */
        class VariableList {

            /**
             * Constructs a new VariableList.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.VariableList.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VariableList variables. */
            variables: bootswap.v1.EfiVariable.$Properties[];

            /**
             * Encodes the specified VariableList message. Does not implicitly {@link bootswap.v1.VariableList.verify|verify} messages.
             * @param message VariableList message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.VariableList.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VariableList message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.VariableList & bootswap.v1.VariableList.$Shape} VariableList
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.VariableList & bootswap.v1.VariableList.$Shape;
        }

        namespace VariableList {

            /** Properties of a VariableList. */
            interface $Properties {

                /** VariableList variables */
                variables?: (bootswap.v1.EfiVariable.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VariableList. */
            type $Shape = bootswap.v1.VariableList.$Properties;
        }

        /** BootFileKind enum. */
        enum BootFileKind {

            /** BOOT_FILE_KIND_UNSPECIFIED value */
            BOOT_FILE_KIND_UNSPECIFIED = 0,

            /** BOOT_FILE_KIND_IMAGE value */
            BOOT_FILE_KIND_IMAGE = 1,

            /** BOOT_FILE_KIND_BOOT_CSV value */
            BOOT_FILE_KIND_BOOT_CSV = 2,

            /** BOOT_FILE_KIND_OPTIONS_CSV value */
            BOOT_FILE_KIND_OPTIONS_CSV = 3,

            /** BOOT_FILE_KIND_LOADER_ENTRY value */
            BOOT_FILE_KIND_LOADER_ENTRY = 4,

            /** BOOT_FILE_KIND_BROKEN value */
            BOOT_FILE_KIND_BROKEN = 5
        }

        /**
         * Properties of a BootFileRecord.
         * @deprecated Use bootswap.v1.BootFileRecord.$Properties instead.
         */
        interface IBootFileRecord extends bootswap.v1.BootFileRecord.$Properties {
        }

        /** Represents a BootFileRecord. */
        class BootFileRecord {

            /**
             * Constructs a new BootFileRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.BootFileRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BootFileRecord kind. */
            kind: bootswap.v1.BootFileKind;

            /** BootFileRecord image. */
            image?: (bootswap.v1.BootImageRecord.$Properties|null);

            /** BootFileRecord csvEntries. */
            csvEntries: bootswap.v1.CsvEntryRecord.$Properties[];

            /** BootFileRecord csvProblems. */
            csvProblems: bootswap.v1.CsvProblemRecord.$Properties[];

            /** BootFileRecord secondStage. */
            secondStage: Uint8Array;

            /** BootFileRecord loaderImages. */
            loaderImages: Uint8Array[];

            /** BootFileRecord detail. */
            detail: Uint8Array;

            /**
             * Encodes the specified BootFileRecord message. Does not implicitly {@link bootswap.v1.BootFileRecord.verify|verify} messages.
             * @param message BootFileRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.BootFileRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BootFileRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.BootFileRecord & bootswap.v1.BootFileRecord.$Shape} BootFileRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.BootFileRecord & bootswap.v1.BootFileRecord.$Shape;
        }

        namespace BootFileRecord {

            /** Properties of a BootFileRecord. */
            interface $Properties {

                /** BootFileRecord kind */
                kind?: (bootswap.v1.BootFileKind|null);

                /** BootFileRecord image */
                image?: (bootswap.v1.BootImageRecord.$Properties|null);

                /** BootFileRecord csvEntries */
                csvEntries?: (bootswap.v1.CsvEntryRecord.$Properties[]|null);

                /** BootFileRecord csvProblems */
                csvProblems?: (bootswap.v1.CsvProblemRecord.$Properties[]|null);

                /** BootFileRecord secondStage */
                secondStage?: (Uint8Array|null);

                /** BootFileRecord loaderImages */
                loaderImages?: (Uint8Array[]|null);

                /** BootFileRecord detail */
                detail?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BootFileRecord. */
            type $Shape = bootswap.v1.BootFileRecord.$Properties;
        }

        /**
         * Properties of a CsvEntryRecord.
         * @deprecated Use bootswap.v1.CsvEntryRecord.$Properties instead.
         */
        interface ICsvEntryRecord extends bootswap.v1.CsvEntryRecord.$Properties {
        }

        /** Represents a CsvEntryRecord. */
        class CsvEntryRecord {

            /**
             * Constructs a new CsvEntryRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.CsvEntryRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CsvEntryRecord line. */
            line: number;

            /** CsvEntryRecord file. */
            file: Uint8Array;

            /** CsvEntryRecord label. */
            label: Uint8Array;

            /** CsvEntryRecord arguments. */
            arguments: Uint8Array;

            /**
             * Encodes the specified CsvEntryRecord message. Does not implicitly {@link bootswap.v1.CsvEntryRecord.verify|verify} messages.
             * @param message CsvEntryRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.CsvEntryRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CsvEntryRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.CsvEntryRecord & bootswap.v1.CsvEntryRecord.$Shape} CsvEntryRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.CsvEntryRecord & bootswap.v1.CsvEntryRecord.$Shape;
        }

        namespace CsvEntryRecord {

            /** Properties of a CsvEntryRecord. */
            interface $Properties {

                /** CsvEntryRecord line */
                line?: (number|null);

                /** CsvEntryRecord file */
                file?: (Uint8Array|null);

                /** CsvEntryRecord label */
                label?: (Uint8Array|null);

                /** CsvEntryRecord arguments */
                "arguments"?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CsvEntryRecord. */
            type $Shape = bootswap.v1.CsvEntryRecord.$Properties;
        }

        /**
         * Properties of a CsvProblemRecord.
         * @deprecated Use bootswap.v1.CsvProblemRecord.$Properties instead.
         */
        interface ICsvProblemRecord extends bootswap.v1.CsvProblemRecord.$Properties {
        }

        /** Represents a CsvProblemRecord. */
        class CsvProblemRecord {

            /**
             * Constructs a new CsvProblemRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.CsvProblemRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CsvProblemRecord line. */
            line: number;

            /** CsvProblemRecord code. */
            code: string;

            /**
             * Encodes the specified CsvProblemRecord message. Does not implicitly {@link bootswap.v1.CsvProblemRecord.verify|verify} messages.
             * @param message CsvProblemRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.CsvProblemRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CsvProblemRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.CsvProblemRecord & bootswap.v1.CsvProblemRecord.$Shape} CsvProblemRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.CsvProblemRecord & bootswap.v1.CsvProblemRecord.$Shape;
        }

        namespace CsvProblemRecord {

            /** Properties of a CsvProblemRecord. */
            interface $Properties {

                /** CsvProblemRecord line */
                line?: (number|null);

                /** CsvProblemRecord code */
                code?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CsvProblemRecord. */
            type $Shape = bootswap.v1.CsvProblemRecord.$Properties;
        }

        /** ImageRole enum. */
        enum ImageRole {

            /** IMAGE_ROLE_UNSPECIFIED value */
            IMAGE_ROLE_UNSPECIFIED = 0,

            /** IMAGE_ROLE_SHIM value */
            IMAGE_ROLE_SHIM = 1,

            /** IMAGE_ROLE_GRUB value */
            IMAGE_ROLE_GRUB = 2,

            /** IMAGE_ROLE_SYSTEMD_BOOT value */
            IMAGE_ROLE_SYSTEMD_BOOT = 3,

            /** IMAGE_ROLE_UNIFIED_KERNEL value */
            IMAGE_ROLE_UNIFIED_KERNEL = 4,

            /** IMAGE_ROLE_KERNEL value */
            IMAGE_ROLE_KERNEL = 5,

            /** IMAGE_ROLE_OTHER value */
            IMAGE_ROLE_OTHER = 6
        }

        /** SbatState enum. */
        enum SbatState {

            /** SBAT_STATE_UNSPECIFIED value */
            SBAT_STATE_UNSPECIFIED = 0,

            /** SBAT_STATE_ABSENT value */
            SBAT_STATE_ABSENT = 1,

            /** SBAT_STATE_VALID value */
            SBAT_STATE_VALID = 2,

            /** SBAT_STATE_INVALID value */
            SBAT_STATE_INVALID = 3
        }

        /**
         * Properties of a BootImageRecord.
         * @deprecated Use bootswap.v1.BootImageRecord.$Properties instead.
         */
        interface IBootImageRecord extends bootswap.v1.BootImageRecord.$Properties {
        }

        /** Represents a BootImageRecord. */
        class BootImageRecord {

            /**
             * Constructs a new BootImageRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.BootImageRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BootImageRecord role. */
            role: bootswap.v1.ImageRole;

            /** BootImageRecord machine. */
            machine: number;

            /** BootImageRecord subsystem. */
            subsystem: number;

            /** BootImageRecord isNxCompatible. */
            isNxCompatible: boolean;

            /** BootImageRecord sha256. */
            sha256: Uint8Array;

            /** BootImageRecord sha1. */
            sha1: Uint8Array;

            /** BootImageRecord paddedSha256. */
            paddedSha256: Uint8Array;

            /** BootImageRecord paddedSha1. */
            paddedSha1: Uint8Array;

            /** BootImageRecord certificates. */
            certificates: Uint8Array[];

            /** BootImageRecord signatures. */
            signatures: bootswap.v1.ImageSignatureRecord.$Properties[];

            /** BootImageRecord sbatState. */
            sbatState: bootswap.v1.SbatState;

            /** BootImageRecord sbat. */
            sbat: bootswap.v1.SbatEntryRecord.$Properties[];

            /** BootImageRecord shim. */
            shim?: (bootswap.v1.ShimRecord.$Properties|null);

            /** BootImageRecord revocations. */
            revocations?: (bootswap.v1.SbatLevelsRecord.$Properties|null);

            /** BootImageRecord addedTrust. */
            addedTrust?: (bootswap.v1.TrustListRecord.$Properties|null);

            /** BootImageRecord findings. */
            findings: bootswap.v1.FindingRecord.$Properties[];

            /**
             * Encodes the specified BootImageRecord message. Does not implicitly {@link bootswap.v1.BootImageRecord.verify|verify} messages.
             * @param message BootImageRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.BootImageRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BootImageRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.BootImageRecord & bootswap.v1.BootImageRecord.$Shape} BootImageRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.BootImageRecord & bootswap.v1.BootImageRecord.$Shape;
        }

        namespace BootImageRecord {

            /** Properties of a BootImageRecord. */
            interface $Properties {

                /** BootImageRecord role */
                role?: (bootswap.v1.ImageRole|null);

                /** BootImageRecord machine */
                machine?: (number|null);

                /** BootImageRecord subsystem */
                subsystem?: (number|null);

                /** BootImageRecord isNxCompatible */
                isNxCompatible?: (boolean|null);

                /** BootImageRecord sha256 */
                sha256?: (Uint8Array|null);

                /** BootImageRecord sha1 */
                sha1?: (Uint8Array|null);

                /** BootImageRecord paddedSha256 */
                paddedSha256?: (Uint8Array|null);

                /** BootImageRecord paddedSha1 */
                paddedSha1?: (Uint8Array|null);

                /** BootImageRecord certificates */
                certificates?: (Uint8Array[]|null);

                /** BootImageRecord signatures */
                signatures?: (bootswap.v1.ImageSignatureRecord.$Properties[]|null);

                /** BootImageRecord sbatState */
                sbatState?: (bootswap.v1.SbatState|null);

                /** BootImageRecord sbat */
                sbat?: (bootswap.v1.SbatEntryRecord.$Properties[]|null);

                /** BootImageRecord shim */
                shim?: (bootswap.v1.ShimRecord.$Properties|null);

                /** BootImageRecord revocations */
                revocations?: (bootswap.v1.SbatLevelsRecord.$Properties|null);

                /** BootImageRecord addedTrust */
                addedTrust?: (bootswap.v1.TrustListRecord.$Properties|null);

                /** BootImageRecord findings */
                findings?: (bootswap.v1.FindingRecord.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BootImageRecord. */
            type $Shape = bootswap.v1.BootImageRecord.$Properties;
        }

        /**
         * Properties of an ImageSignatureRecord.
         * @deprecated Use bootswap.v1.ImageSignatureRecord.$Properties instead.
         */
        interface IImageSignatureRecord extends bootswap.v1.ImageSignatureRecord.$Properties {
        }

        /** Represents an ImageSignatureRecord. */
        class ImageSignatureRecord {

            /**
             * Constructs a new ImageSignatureRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.ImageSignatureRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ImageSignatureRecord isValid. */
            isValid: boolean;

            /** ImageSignatureRecord digestAlgorithm. */
            digestAlgorithm: string;

            /** ImageSignatureRecord signer. */
            signer: number;

            /** ImageSignatureRecord embedded. */
            embedded: number[];

            /** ImageSignatureRecord faults. */
            faults: Uint8Array[];

            /**
             * Encodes the specified ImageSignatureRecord message. Does not implicitly {@link bootswap.v1.ImageSignatureRecord.verify|verify} messages.
             * @param message ImageSignatureRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.ImageSignatureRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ImageSignatureRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.ImageSignatureRecord & bootswap.v1.ImageSignatureRecord.$Shape} ImageSignatureRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.ImageSignatureRecord & bootswap.v1.ImageSignatureRecord.$Shape;
        }

        namespace ImageSignatureRecord {

            /** Properties of an ImageSignatureRecord. */
            interface $Properties {

                /** ImageSignatureRecord isValid */
                isValid?: (boolean|null);

                /** ImageSignatureRecord digestAlgorithm */
                digestAlgorithm?: (string|null);

                /** ImageSignatureRecord signer */
                signer?: (number|null);

                /** ImageSignatureRecord embedded */
                embedded?: (number[]|null);

                /** ImageSignatureRecord faults */
                faults?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ImageSignatureRecord. */
            type $Shape = bootswap.v1.ImageSignatureRecord.$Properties;
        }

        /**
         * Properties of a SbatEntryRecord.
         * @deprecated Use bootswap.v1.SbatEntryRecord.$Properties instead.
         */
        interface ISbatEntryRecord extends bootswap.v1.SbatEntryRecord.$Properties {
        }

        /** Represents a SbatEntryRecord. */
        class SbatEntryRecord {

            /**
             * Constructs a new SbatEntryRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.SbatEntryRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SbatEntryRecord component. */
            component: Uint8Array;

            /** SbatEntryRecord generation. */
            generation: number;

            /**
             * Encodes the specified SbatEntryRecord message. Does not implicitly {@link bootswap.v1.SbatEntryRecord.verify|verify} messages.
             * @param message SbatEntryRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.SbatEntryRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SbatEntryRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.SbatEntryRecord & bootswap.v1.SbatEntryRecord.$Shape} SbatEntryRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.SbatEntryRecord & bootswap.v1.SbatEntryRecord.$Shape;
        }

        namespace SbatEntryRecord {

            /** Properties of a SbatEntryRecord. */
            interface $Properties {

                /** SbatEntryRecord component */
                component?: (Uint8Array|null);

                /** SbatEntryRecord generation */
                generation?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SbatEntryRecord. */
            type $Shape = bootswap.v1.SbatEntryRecord.$Properties;
        }

        /**
         * Properties of a SbatLevelsRecord.
         * @deprecated Use bootswap.v1.SbatLevelsRecord.$Properties instead.
         */
        interface ISbatLevelsRecord extends bootswap.v1.SbatLevelsRecord.$Properties {
        }

        /** Represents a SbatLevelsRecord. */
        class SbatLevelsRecord {

            /**
             * Constructs a new SbatLevelsRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.SbatLevelsRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SbatLevelsRecord automatic. */
            automatic: Uint8Array;

            /** SbatLevelsRecord latest. */
            latest: Uint8Array;

            /**
             * Encodes the specified SbatLevelsRecord message. Does not implicitly {@link bootswap.v1.SbatLevelsRecord.verify|verify} messages.
             * @param message SbatLevelsRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.SbatLevelsRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SbatLevelsRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.SbatLevelsRecord & bootswap.v1.SbatLevelsRecord.$Shape} SbatLevelsRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.SbatLevelsRecord & bootswap.v1.SbatLevelsRecord.$Shape;
        }

        namespace SbatLevelsRecord {

            /** Properties of a SbatLevelsRecord. */
            interface $Properties {

                /** SbatLevelsRecord automatic */
                automatic?: (Uint8Array|null);

                /** SbatLevelsRecord latest */
                latest?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SbatLevelsRecord. */
            type $Shape = bootswap.v1.SbatLevelsRecord.$Properties;
        }

        /**
         * Properties of a TrustListRecord.
         * @deprecated Use bootswap.v1.TrustListRecord.$Properties instead.
         */
        interface ITrustListRecord extends bootswap.v1.TrustListRecord.$Properties {
        }

        /** Represents a TrustListRecord. */
        class TrustListRecord {

            /**
             * Constructs a new TrustListRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.TrustListRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TrustListRecord certificates. */
            certificates: number[];

            /** TrustListRecord sha256. */
            sha256: Uint8Array[];

            /** TrustListRecord sha1. */
            sha1: Uint8Array[];

            /**
             * Encodes the specified TrustListRecord message. Does not implicitly {@link bootswap.v1.TrustListRecord.verify|verify} messages.
             * @param message TrustListRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.TrustListRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TrustListRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.TrustListRecord & bootswap.v1.TrustListRecord.$Shape} TrustListRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.TrustListRecord & bootswap.v1.TrustListRecord.$Shape;
        }

        namespace TrustListRecord {

            /** Properties of a TrustListRecord. */
            interface $Properties {

                /** TrustListRecord certificates */
                certificates?: (number[]|null);

                /** TrustListRecord sha256 */
                sha256?: (Uint8Array[]|null);

                /** TrustListRecord sha1 */
                sha1?: (Uint8Array[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TrustListRecord. */
            type $Shape = bootswap.v1.TrustListRecord.$Properties;
        }

        /**
         * Properties of a ShimRecord.
         * @deprecated Use bootswap.v1.ShimRecord.$Properties instead.
         */
        interface IShimRecord extends bootswap.v1.ShimRecord.$Properties {
        }

        /** Represents a ShimRecord. */
        class ShimRecord {

            /**
             * Constructs a new ShimRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.ShimRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ShimRecord vendor. */
            vendor?: (bootswap.v1.TrustListRecord.$Properties|null);

            /** ShimRecord vendorDbx. */
            vendorDbx?: (bootswap.v1.TrustListRecord.$Properties|null);

            /** ShimRecord vendorBytes. */
            vendorBytes: Uint8Array;

            /** ShimRecord vendorDbxBytes. */
            vendorDbxBytes: Uint8Array;

            /** ShimRecord levels. */
            levels?: (bootswap.v1.SbatLevelsRecord.$Properties|null);

            /** ShimRecord version. */
            version: Uint8Array;

            /**
             * Encodes the specified ShimRecord message. Does not implicitly {@link bootswap.v1.ShimRecord.verify|verify} messages.
             * @param message ShimRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.ShimRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ShimRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.ShimRecord & bootswap.v1.ShimRecord.$Shape} ShimRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.ShimRecord & bootswap.v1.ShimRecord.$Shape;
        }

        namespace ShimRecord {

            /** Properties of a ShimRecord. */
            interface $Properties {

                /** ShimRecord vendor */
                vendor?: (bootswap.v1.TrustListRecord.$Properties|null);

                /** ShimRecord vendorDbx */
                vendorDbx?: (bootswap.v1.TrustListRecord.$Properties|null);

                /** ShimRecord vendorBytes */
                vendorBytes?: (Uint8Array|null);

                /** ShimRecord vendorDbxBytes */
                vendorDbxBytes?: (Uint8Array|null);

                /** ShimRecord levels */
                levels?: (bootswap.v1.SbatLevelsRecord.$Properties|null);

                /** ShimRecord version */
                version?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ShimRecord. */
            type $Shape = bootswap.v1.ShimRecord.$Properties;
        }

        /**
         * Properties of a FindingRecord.
         * @deprecated Use bootswap.v1.FindingRecord.$Properties instead.
         */
        interface IFindingRecord extends bootswap.v1.FindingRecord.$Properties {
        }

        /** Represents a FindingRecord. */
        class FindingRecord {

            /**
             * Constructs a new FindingRecord.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.FindingRecord.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FindingRecord code. */
            code: string;

            /** FindingRecord detail. */
            detail: Uint8Array;

            /**
             * Encodes the specified FindingRecord message. Does not implicitly {@link bootswap.v1.FindingRecord.verify|verify} messages.
             * @param message FindingRecord message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.FindingRecord.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FindingRecord message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.FindingRecord & bootswap.v1.FindingRecord.$Shape} FindingRecord
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.FindingRecord & bootswap.v1.FindingRecord.$Shape;
        }

        namespace FindingRecord {

            /** Properties of a FindingRecord. */
            interface $Properties {

                /** FindingRecord code */
                code?: (string|null);

                /** FindingRecord detail */
                detail?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FindingRecord. */
            type $Shape = bootswap.v1.FindingRecord.$Properties;
        }

        /**
         * Properties of a HostFacts.
         * @deprecated Use bootswap.v1.HostFacts.$Properties instead.
         */
        interface IHostFacts extends bootswap.v1.HostFacts.$Properties {
        }

        /** Represents a HostFacts. */
        class HostFacts {

            /**
             * Constructs a new HostFacts.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.HostFacts.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** HostFacts host. */
            host: string;

            /** HostFacts channel. */
            channel: string;

            /** HostFacts observedAtMs. */
            observedAtMs: (number|Long);

            /** HostFacts generation. */
            generation: (number|Long);

            /** HostFacts esp. */
            esp?: (bootswap.v1.EspFacts.$Properties|null);

            /** HostFacts files. */
            files: bootswap.v1.TreeFile.$Properties[];

            /** HostFacts directories. */
            directories: string[];

            /** HostFacts managedPaths. */
            managedPaths: string[];

            /** HostFacts appliedPayloadId. */
            appliedPayloadId: string;

            /** HostFacts failedPayloads. */
            failedPayloads: bootswap.v1.FailedPayload.$Properties[];

            /** HostFacts agentVersion. */
            agentVersion: string;

            /** HostFacts firmware. */
            firmware?: (bootswap.v1.FirmwareFacts.$Properties|null);

            /** HostFacts bootFiles. */
            bootFiles: bootswap.v1.BootFileEvidence.$Properties[];

            /** HostFacts kernels. */
            kernels: bootswap.v1.TreeFile.$Properties[];

            /** HostFacts measured. */
            measured?: (bootswap.v1.MeasuredBoot.$Properties|null);

            /**
             * Encodes the specified HostFacts message. Does not implicitly {@link bootswap.v1.HostFacts.verify|verify} messages.
             * @param message HostFacts message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.HostFacts.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a HostFacts message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.HostFacts & bootswap.v1.HostFacts.$Shape} HostFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.HostFacts & bootswap.v1.HostFacts.$Shape;
        }

        namespace HostFacts {

            /** Properties of a HostFacts. */
            interface $Properties {

                /** HostFacts host */
                host?: (string|null);

                /** HostFacts channel */
                channel?: (string|null);

                /** HostFacts observedAtMs */
                observedAtMs?: (number|Long|null);

                /** HostFacts generation */
                generation?: (number|Long|null);

                /** HostFacts esp */
                esp?: (bootswap.v1.EspFacts.$Properties|null);

                /** HostFacts files */
                files?: (bootswap.v1.TreeFile.$Properties[]|null);

                /** HostFacts directories */
                directories?: (string[]|null);

                /** HostFacts managedPaths */
                managedPaths?: (string[]|null);

                /** HostFacts appliedPayloadId */
                appliedPayloadId?: (string|null);

                /** HostFacts failedPayloads */
                failedPayloads?: (bootswap.v1.FailedPayload.$Properties[]|null);

                /** HostFacts agentVersion */
                agentVersion?: (string|null);

                /** HostFacts firmware */
                firmware?: (bootswap.v1.FirmwareFacts.$Properties|null);

                /** HostFacts bootFiles */
                bootFiles?: (bootswap.v1.BootFileEvidence.$Properties[]|null);

                /** HostFacts kernels */
                kernels?: (bootswap.v1.TreeFile.$Properties[]|null);

                /** HostFacts measured */
                measured?: (bootswap.v1.MeasuredBoot.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HostFacts. */
            type $Shape = bootswap.v1.HostFacts.$Properties;
        }

        /**
         * Properties of a FirmwareFacts.
         * @deprecated Use bootswap.v1.FirmwareFacts.$Properties instead.
         */
        interface IFirmwareFacts extends bootswap.v1.FirmwareFacts.$Properties {
        }

        /** Represents a FirmwareFacts. */
        class FirmwareFacts {

            /**
             * Constructs a new FirmwareFacts.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.FirmwareFacts.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FirmwareFacts machine. */
            machine: number;

            /** FirmwareFacts trustSha256. */
            trustSha256: Uint8Array;

            /** FirmwareFacts bootVariables. */
            bootVariables: bootswap.v1.EfiVariable.$Properties[];

            /** FirmwareFacts firmwareSha256. */
            firmwareSha256: Uint8Array;

            /**
             * Encodes the specified FirmwareFacts message. Does not implicitly {@link bootswap.v1.FirmwareFacts.verify|verify} messages.
             * @param message FirmwareFacts message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.FirmwareFacts.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FirmwareFacts message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.FirmwareFacts & bootswap.v1.FirmwareFacts.$Shape} FirmwareFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.FirmwareFacts & bootswap.v1.FirmwareFacts.$Shape;
        }

        namespace FirmwareFacts {

            /** Properties of a FirmwareFacts. */
            interface $Properties {

                /** FirmwareFacts machine */
                machine?: (number|null);

                /** FirmwareFacts trustSha256 */
                trustSha256?: (Uint8Array|null);

                /** FirmwareFacts bootVariables */
                bootVariables?: (bootswap.v1.EfiVariable.$Properties[]|null);

                /** FirmwareFacts firmwareSha256 */
                firmwareSha256?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FirmwareFacts. */
            type $Shape = bootswap.v1.FirmwareFacts.$Properties;
        }

        /**
         * Properties of an EfiVariable.
         * @deprecated Use bootswap.v1.EfiVariable.$Properties instead.
         */
        interface IEfiVariable extends bootswap.v1.EfiVariable.$Properties {
        }

        /** Represents an EfiVariable. */
        class EfiVariable {

            /**
             * Constructs a new EfiVariable.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.EfiVariable.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EfiVariable name. */
            name: string;

            /** EfiVariable data. */
            data: Uint8Array;

            /**
             * Encodes the specified EfiVariable message. Does not implicitly {@link bootswap.v1.EfiVariable.verify|verify} messages.
             * @param message EfiVariable message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.EfiVariable.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EfiVariable message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.EfiVariable & bootswap.v1.EfiVariable.$Shape} EfiVariable
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.EfiVariable & bootswap.v1.EfiVariable.$Shape;
        }

        namespace EfiVariable {

            /** Properties of an EfiVariable. */
            interface $Properties {

                /** EfiVariable name */
                name?: (string|null);

                /** EfiVariable data */
                data?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EfiVariable. */
            type $Shape = bootswap.v1.EfiVariable.$Properties;
        }

        /** BootFileReader enum. */
        enum BootFileReader {

            /** BOOT_FILE_READER_UNSPECIFIED value */
            BOOT_FILE_READER_UNSPECIFIED = 0,

            /** BOOT_FILE_READER_IMAGE value */
            BOOT_FILE_READER_IMAGE = 1,

            /** BOOT_FILE_READER_BOOT_CSV value */
            BOOT_FILE_READER_BOOT_CSV = 2,

            /** BOOT_FILE_READER_OPTIONS_CSV value */
            BOOT_FILE_READER_OPTIONS_CSV = 3,

            /** BOOT_FILE_READER_LOADER_ENTRY value */
            BOOT_FILE_READER_LOADER_ENTRY = 4
        }

        /**
         * Properties of a BootFileEvidence.
         * @deprecated Use bootswap.v1.BootFileEvidence.$Properties instead.
         */
        interface IBootFileEvidence extends bootswap.v1.BootFileEvidence.$Properties {
        }

        /** Represents a BootFileEvidence. */
        class BootFileEvidence {

            /**
             * Constructs a new BootFileEvidence.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.BootFileEvidence.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BootFileEvidence sha256. */
            sha256: Uint8Array;

            /** BootFileEvidence reader. */
            reader: bootswap.v1.BootFileReader;

            /** BootFileEvidence evidenceSha256. */
            evidenceSha256: Uint8Array;

            /**
             * Encodes the specified BootFileEvidence message. Does not implicitly {@link bootswap.v1.BootFileEvidence.verify|verify} messages.
             * @param message BootFileEvidence message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.BootFileEvidence.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BootFileEvidence message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.BootFileEvidence & bootswap.v1.BootFileEvidence.$Shape} BootFileEvidence
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.BootFileEvidence & bootswap.v1.BootFileEvidence.$Shape;
        }

        namespace BootFileEvidence {

            /** Properties of a BootFileEvidence. */
            interface $Properties {

                /** BootFileEvidence sha256 */
                sha256?: (Uint8Array|null);

                /** BootFileEvidence reader */
                reader?: (bootswap.v1.BootFileReader|null);

                /** BootFileEvidence evidenceSha256 */
                evidenceSha256?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BootFileEvidence. */
            type $Shape = bootswap.v1.BootFileEvidence.$Properties;
        }

        /**
         * Properties of a MeasuredBoot.
         * @deprecated Use bootswap.v1.MeasuredBoot.$Properties instead.
         */
        interface IMeasuredBoot extends bootswap.v1.MeasuredBoot.$Properties {
        }

        /** Represents a MeasuredBoot. */
        class MeasuredBoot {

            /**
             * Constructs a new MeasuredBoot.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.MeasuredBoot.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MeasuredBoot logSha256. */
            logSha256: Uint8Array;

            /** MeasuredBoot pcrs. */
            pcrs: bootswap.v1.PcrValue.$Properties[];

            /** MeasuredBoot bindings. */
            bindings: bootswap.v1.PcrBindingFacts.$Properties[];

            /**
             * Encodes the specified MeasuredBoot message. Does not implicitly {@link bootswap.v1.MeasuredBoot.verify|verify} messages.
             * @param message MeasuredBoot message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.MeasuredBoot.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MeasuredBoot message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.MeasuredBoot & bootswap.v1.MeasuredBoot.$Shape} MeasuredBoot
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.MeasuredBoot & bootswap.v1.MeasuredBoot.$Shape;
        }

        namespace MeasuredBoot {

            /** Properties of a MeasuredBoot. */
            interface $Properties {

                /** MeasuredBoot logSha256 */
                logSha256?: (Uint8Array|null);

                /** MeasuredBoot pcrs */
                pcrs?: (bootswap.v1.PcrValue.$Properties[]|null);

                /** MeasuredBoot bindings */
                bindings?: (bootswap.v1.PcrBindingFacts.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MeasuredBoot. */
            type $Shape = bootswap.v1.MeasuredBoot.$Properties;
        }

        /**
         * Properties of a PcrValue.
         * @deprecated Use bootswap.v1.PcrValue.$Properties instead.
         */
        interface IPcrValue extends bootswap.v1.PcrValue.$Properties {
        }

        /** Represents a PcrValue. */
        class PcrValue {

            /**
             * Constructs a new PcrValue.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.PcrValue.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PcrValue pcr. */
            pcr: number;

            /** PcrValue sha256. */
            sha256: Uint8Array;

            /**
             * Encodes the specified PcrValue message. Does not implicitly {@link bootswap.v1.PcrValue.verify|verify} messages.
             * @param message PcrValue message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.PcrValue.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PcrValue message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.PcrValue & bootswap.v1.PcrValue.$Shape} PcrValue
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.PcrValue & bootswap.v1.PcrValue.$Shape;
        }

        namespace PcrValue {

            /** Properties of a PcrValue. */
            interface $Properties {

                /** PcrValue pcr */
                pcr?: (number|null);

                /** PcrValue sha256 */
                sha256?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PcrValue. */
            type $Shape = bootswap.v1.PcrValue.$Properties;
        }

        /** TokenKind enum. */
        enum TokenKind {

            /** TOKEN_KIND_UNSPECIFIED value */
            TOKEN_KIND_UNSPECIFIED = 0,

            /** TOKEN_KIND_SYSTEMD_TPM2 value */
            TOKEN_KIND_SYSTEMD_TPM2 = 1,

            /** TOKEN_KIND_CLEVIS value */
            TOKEN_KIND_CLEVIS = 2
        }

        /**
         * Properties of a PcrBindingFacts.
         * @deprecated Use bootswap.v1.PcrBindingFacts.$Properties instead.
         */
        interface IPcrBindingFacts extends bootswap.v1.PcrBindingFacts.$Properties {
        }

        /** Represents a PcrBindingFacts. */
        class PcrBindingFacts {

            /**
             * Constructs a new PcrBindingFacts.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.PcrBindingFacts.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PcrBindingFacts token. */
            token: number;

            /** PcrBindingFacts kind. */
            kind: bootswap.v1.TokenKind;

            /** PcrBindingFacts pcrs. */
            pcrs: number[];

            /** PcrBindingFacts bank. */
            bank: string;

            /** PcrBindingFacts pcrlock. */
            pcrlock: boolean;

            /** PcrBindingFacts isRequired. */
            isRequired: boolean;

            /** PcrBindingFacts problem. */
            problem: string;

            /**
             * Encodes the specified PcrBindingFacts message. Does not implicitly {@link bootswap.v1.PcrBindingFacts.verify|verify} messages.
             * @param message PcrBindingFacts message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.PcrBindingFacts.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PcrBindingFacts message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.PcrBindingFacts & bootswap.v1.PcrBindingFacts.$Shape} PcrBindingFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.PcrBindingFacts & bootswap.v1.PcrBindingFacts.$Shape;
        }

        namespace PcrBindingFacts {

            /** Properties of a PcrBindingFacts. */
            interface $Properties {

                /** PcrBindingFacts token */
                token?: (number|null);

                /** PcrBindingFacts kind */
                kind?: (bootswap.v1.TokenKind|null);

                /** PcrBindingFacts pcrs */
                pcrs?: (number[]|null);

                /** PcrBindingFacts bank */
                bank?: (string|null);

                /** PcrBindingFacts pcrlock */
                pcrlock?: (boolean|null);

                /** PcrBindingFacts isRequired */
                isRequired?: (boolean|null);

                /** PcrBindingFacts problem */
                problem?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PcrBindingFacts. */
            type $Shape = bootswap.v1.PcrBindingFacts.$Properties;
        }

        /**
         * Properties of an EspFacts.
         * @deprecated Use bootswap.v1.EspFacts.$Properties instead.
         */
        interface IEspFacts extends bootswap.v1.EspFacts.$Properties {
        }

        /** Represents an EspFacts. */
        class EspFacts {

            /**
             * Constructs a new EspFacts.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.EspFacts.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EspFacts mountPoint. */
            mountPoint: string;

            /** EspFacts filesystem. */
            filesystem: string;

            /** EspFacts readOnly. */
            readOnly: boolean;

            /** EspFacts clusterBytes. */
            clusterBytes: number;

            /** EspFacts totalBytes. */
            totalBytes: (number|Long);

            /** EspFacts freeBytes. */
            freeBytes: (number|Long);

            /** EspFacts partitionUuid. */
            partitionUuid: string;

            /** EspFacts reclaimableBytes. */
            reclaimableBytes: (number|Long);

            /** EspFacts directoryRoom. */
            directoryRoom: bootswap.v1.DirectoryRoom.$Properties[];

            /**
             * Encodes the specified EspFacts message. Does not implicitly {@link bootswap.v1.EspFacts.verify|verify} messages.
             * @param message EspFacts message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.EspFacts.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EspFacts message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.EspFacts & bootswap.v1.EspFacts.$Shape} EspFacts
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.EspFacts & bootswap.v1.EspFacts.$Shape;
        }

        namespace EspFacts {

            /** Properties of an EspFacts. */
            interface $Properties {

                /** EspFacts mountPoint */
                mountPoint?: (string|null);

                /** EspFacts filesystem */
                filesystem?: (string|null);

                /** EspFacts readOnly */
                readOnly?: (boolean|null);

                /** EspFacts clusterBytes */
                clusterBytes?: (number|null);

                /** EspFacts totalBytes */
                totalBytes?: (number|Long|null);

                /** EspFacts freeBytes */
                freeBytes?: (number|Long|null);

                /** EspFacts partitionUuid */
                partitionUuid?: (string|null);

                /** EspFacts reclaimableBytes */
                reclaimableBytes?: (number|Long|null);

                /** EspFacts directoryRoom */
                directoryRoom?: (bootswap.v1.DirectoryRoom.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EspFacts. */
            type $Shape = bootswap.v1.EspFacts.$Properties;
        }

        /**
         * Properties of a DirectoryRoom.
         * @deprecated Use bootswap.v1.DirectoryRoom.$Properties instead.
         */
        interface IDirectoryRoom extends bootswap.v1.DirectoryRoom.$Properties {
        }

        /** Represents a DirectoryRoom. */
        class DirectoryRoom {

            /**
             * Constructs a new DirectoryRoom.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.DirectoryRoom.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DirectoryRoom path. */
            path: string;

            /** DirectoryRoom freeRuns. */
            freeRuns: number[];

            /**
             * Encodes the specified DirectoryRoom message. Does not implicitly {@link bootswap.v1.DirectoryRoom.verify|verify} messages.
             * @param message DirectoryRoom message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.DirectoryRoom.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DirectoryRoom message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.DirectoryRoom & bootswap.v1.DirectoryRoom.$Shape} DirectoryRoom
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.DirectoryRoom & bootswap.v1.DirectoryRoom.$Shape;
        }

        namespace DirectoryRoom {

            /** Properties of a DirectoryRoom. */
            interface $Properties {

                /** DirectoryRoom path */
                path?: (string|null);

                /** DirectoryRoom freeRuns */
                freeRuns?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DirectoryRoom. */
            type $Shape = bootswap.v1.DirectoryRoom.$Properties;
        }

        /**
         * Properties of a TreeFile.
         * @deprecated Use bootswap.v1.TreeFile.$Properties instead.
         */
        interface ITreeFile extends bootswap.v1.TreeFile.$Properties {
        }

        /** Represents a TreeFile. */
        class TreeFile {

            /**
             * Constructs a new TreeFile.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.TreeFile.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TreeFile path. */
            path: string;

            /** TreeFile sizeBytes. */
            sizeBytes: (number|Long);

            /** TreeFile sha256. */
            sha256: Uint8Array;

            /**
             * Encodes the specified TreeFile message. Does not implicitly {@link bootswap.v1.TreeFile.verify|verify} messages.
             * @param message TreeFile message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.TreeFile.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TreeFile message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.TreeFile & bootswap.v1.TreeFile.$Shape} TreeFile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.TreeFile & bootswap.v1.TreeFile.$Shape;
        }

        namespace TreeFile {

            /** Properties of a TreeFile. */
            interface $Properties {

                /** TreeFile path */
                path?: (string|null);

                /** TreeFile sizeBytes */
                sizeBytes?: (number|Long|null);

                /** TreeFile sha256 */
                sha256?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TreeFile. */
            type $Shape = bootswap.v1.TreeFile.$Properties;
        }

        /**
         * Properties of a FailedPayload.
         * @deprecated Use bootswap.v1.FailedPayload.$Properties instead.
         */
        interface IFailedPayload extends bootswap.v1.FailedPayload.$Properties {
        }

        /** Represents a FailedPayload. */
        class FailedPayload {

            /**
             * Constructs a new FailedPayload.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.FailedPayload.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FailedPayload payloadId. */
            payloadId: string;

            /** FailedPayload code. */
            code: string;

            /**
             * Encodes the specified FailedPayload message. Does not implicitly {@link bootswap.v1.FailedPayload.verify|verify} messages.
             * @param message FailedPayload message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.FailedPayload.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FailedPayload message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.FailedPayload & bootswap.v1.FailedPayload.$Shape} FailedPayload
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.FailedPayload & bootswap.v1.FailedPayload.$Shape;
        }

        namespace FailedPayload {

            /** Properties of a FailedPayload. */
            interface $Properties {

                /** FailedPayload payloadId */
                payloadId?: (string|null);

                /** FailedPayload code */
                code?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FailedPayload. */
            type $Shape = bootswap.v1.FailedPayload.$Properties;
        }

        /**
         * Properties of a PayloadManifest.
         * @deprecated Use bootswap.v1.PayloadManifest.$Properties instead.
         */
        interface IPayloadManifest extends bootswap.v1.PayloadManifest.$Properties {
        }

        /** Represents a PayloadManifest. */
        class PayloadManifest {

            /**
             * Constructs a new PayloadManifest.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.PayloadManifest.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PayloadManifest payloadId. */
            payloadId: string;

            /** PayloadManifest channel. */
            channel: string;

            /** PayloadManifest publishedAtMs. */
            publishedAtMs: (number|Long);

            /** PayloadManifest files. */
            files: bootswap.v1.PayloadFile.$Properties[];

            /** PayloadManifest sources. */
            sources: bootswap.v1.PayloadSource.$Properties[];

            /**
             * Encodes the specified PayloadManifest message. Does not implicitly {@link bootswap.v1.PayloadManifest.verify|verify} messages.
             * @param message PayloadManifest message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.PayloadManifest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PayloadManifest message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.PayloadManifest & bootswap.v1.PayloadManifest.$Shape} PayloadManifest
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.PayloadManifest & bootswap.v1.PayloadManifest.$Shape;
        }

        namespace PayloadManifest {

            /** Properties of a PayloadManifest. */
            interface $Properties {

                /** PayloadManifest payloadId */
                payloadId?: (string|null);

                /** PayloadManifest channel */
                channel?: (string|null);

                /** PayloadManifest publishedAtMs */
                publishedAtMs?: (number|Long|null);

                /** PayloadManifest files */
                files?: (bootswap.v1.PayloadFile.$Properties[]|null);

                /** PayloadManifest sources */
                sources?: (bootswap.v1.PayloadSource.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PayloadManifest. */
            type $Shape = bootswap.v1.PayloadManifest.$Properties;
        }

        /**
         * Properties of a PayloadFile.
         * @deprecated Use bootswap.v1.PayloadFile.$Properties instead.
         */
        interface IPayloadFile extends bootswap.v1.PayloadFile.$Properties {
        }

        /** Represents a PayloadFile. */
        class PayloadFile {

            /**
             * Constructs a new PayloadFile.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.PayloadFile.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PayloadFile path. */
            path: string;

            /** PayloadFile sizeBytes. */
            sizeBytes: (number|Long);

            /** PayloadFile sha256. */
            sha256: Uint8Array;

            /**
             * Encodes the specified PayloadFile message. Does not implicitly {@link bootswap.v1.PayloadFile.verify|verify} messages.
             * @param message PayloadFile message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.PayloadFile.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PayloadFile message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.PayloadFile & bootswap.v1.PayloadFile.$Shape} PayloadFile
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.PayloadFile & bootswap.v1.PayloadFile.$Shape;
        }

        namespace PayloadFile {

            /** Properties of a PayloadFile. */
            interface $Properties {

                /** PayloadFile path */
                path?: (string|null);

                /** PayloadFile sizeBytes */
                sizeBytes?: (number|Long|null);

                /** PayloadFile sha256 */
                sha256?: (Uint8Array|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PayloadFile. */
            type $Shape = bootswap.v1.PayloadFile.$Properties;
        }

        /**
         * Properties of a PayloadSource.
         * @deprecated Use bootswap.v1.PayloadSource.$Properties instead.
         */
        interface IPayloadSource extends bootswap.v1.PayloadSource.$Properties {
        }

        /** Represents a PayloadSource. */
        class PayloadSource {

            /**
             * Constructs a new PayloadSource.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.PayloadSource.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PayloadSource name. */
            name: string;

            /** PayloadSource version. */
            version: string;

            /**
             * Encodes the specified PayloadSource message. Does not implicitly {@link bootswap.v1.PayloadSource.verify|verify} messages.
             * @param message PayloadSource message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.PayloadSource.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PayloadSource message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.PayloadSource & bootswap.v1.PayloadSource.$Shape} PayloadSource
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.PayloadSource & bootswap.v1.PayloadSource.$Shape;
        }

        namespace PayloadSource {

            /** Properties of a PayloadSource. */
            interface $Properties {

                /** PayloadSource name */
                name?: (string|null);

                /** PayloadSource version */
                version?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PayloadSource. */
            type $Shape = bootswap.v1.PayloadSource.$Properties;
        }

        /**
         * Properties of a Plan.
         * @deprecated Use bootswap.v1.Plan.$Properties instead.
         */
        interface IPlan extends bootswap.v1.Plan.$Properties {
        }

        /** Represents a Plan. */
        class Plan {

            /**
             * Constructs a new Plan.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.Plan.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Plan planId. */
            planId: string;

            /** Plan host. */
            host: string;

            /** Plan channel. */
            channel: string;

            /** Plan payloadId. */
            payloadId: string;

            /** Plan payloadEventId. */
            payloadEventId: string;

            /** Plan generation. */
            generation: (number|Long);

            /** Plan issuedAtMs. */
            issuedAtMs: (number|Long);

            /** Plan expiresAtMs. */
            expiresAtMs: (number|Long);

            /** Plan swaps. */
            swaps: bootswap.v1.Swap.$Properties[];

            /** Plan managedFiles. */
            managedFiles: bootswap.v1.PayloadFile.$Properties[];

            /** Plan bytesToWrite. */
            bytesToWrite: (number|Long);

            /** Plan proof. */
            proof?: (bootswap.v1.BootProof.$Properties|null);

            /**
             * Encodes the specified Plan message. Does not implicitly {@link bootswap.v1.Plan.verify|verify} messages.
             * @param message Plan message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.Plan.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Plan message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.Plan & bootswap.v1.Plan.$Shape} Plan
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.Plan & bootswap.v1.Plan.$Shape;
        }

        namespace Plan {

            /** Properties of a Plan. */
            interface $Properties {

                /** Plan planId */
                planId?: (string|null);

                /** Plan host */
                host?: (string|null);

                /** Plan channel */
                channel?: (string|null);

                /** Plan payloadId */
                payloadId?: (string|null);

                /** Plan payloadEventId */
                payloadEventId?: (string|null);

                /** Plan generation */
                generation?: (number|Long|null);

                /** Plan issuedAtMs */
                issuedAtMs?: (number|Long|null);

                /** Plan expiresAtMs */
                expiresAtMs?: (number|Long|null);

                /** Plan swaps */
                swaps?: (bootswap.v1.Swap.$Properties[]|null);

                /** Plan managedFiles */
                managedFiles?: (bootswap.v1.PayloadFile.$Properties[]|null);

                /** Plan bytesToWrite */
                bytesToWrite?: (number|Long|null);

                /** Plan proof */
                proof?: (bootswap.v1.BootProof.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Plan. */
            type $Shape = bootswap.v1.Plan.$Properties;
        }

        /** Scope enum. */
        enum Scope {

            /** SCOPE_UNSPECIFIED value */
            SCOPE_UNSPECIFIED = 0,

            /** SCOPE_FILE value */
            SCOPE_FILE = 1,

            /** SCOPE_DIRECTORY value */
            SCOPE_DIRECTORY = 2,

            /** SCOPE_ESP value */
            SCOPE_ESP = 3
        }

        /**
         * Properties of a Swap.
         * @deprecated Use bootswap.v1.Swap.$Properties instead.
         */
        interface ISwap extends bootswap.v1.Swap.$Properties {
        }

        /** Represents a Swap. */
        class Swap {

            /**
             * Constructs a new Swap.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.Swap.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** Swap scope. */
            scope: bootswap.v1.Scope;

            /** Swap target. */
            target: string;

            /** Swap why. */
            why: string;

            /** Swap files. */
            files: bootswap.v1.FileChange.$Properties[];

            /** Swap targetExists. */
            targetExists: boolean;

            /** Swap directories. */
            directories: string[];

            /**
             * Encodes the specified Swap message. Does not implicitly {@link bootswap.v1.Swap.verify|verify} messages.
             * @param message Swap message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.Swap.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a Swap message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.Swap & bootswap.v1.Swap.$Shape} Swap
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.Swap & bootswap.v1.Swap.$Shape;
        }

        namespace Swap {

            /** Properties of a Swap. */
            interface $Properties {

                /** Swap scope */
                scope?: (bootswap.v1.Scope|null);

                /** Swap target */
                target?: (string|null);

                /** Swap why */
                why?: (string|null);

                /** Swap files */
                files?: (bootswap.v1.FileChange.$Properties[]|null);

                /** Swap targetExists */
                targetExists?: (boolean|null);

                /** Swap directories */
                directories?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Swap. */
            type $Shape = bootswap.v1.Swap.$Properties;
        }

        /** Action enum. */
        enum Action {

            /** ACTION_UNSPECIFIED value */
            ACTION_UNSPECIFIED = 0,

            /** ACTION_KEEP value */
            ACTION_KEEP = 1,

            /** ACTION_WRITE value */
            ACTION_WRITE = 2,

            /** ACTION_DELETE value */
            ACTION_DELETE = 3
        }

        /**
         * Properties of a FileChange.
         * @deprecated Use bootswap.v1.FileChange.$Properties instead.
         */
        interface IFileChange extends bootswap.v1.FileChange.$Properties {
        }

        /** Represents a FileChange. */
        class FileChange {

            /**
             * Constructs a new FileChange.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.FileChange.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FileChange path. */
            path: string;

            /** FileChange action. */
            action: bootswap.v1.Action;

            /** FileChange beforeSha256. */
            beforeSha256: Uint8Array;

            /** FileChange beforeSizeBytes. */
            beforeSizeBytes: (number|Long);

            /** FileChange afterSha256. */
            afterSha256: Uint8Array;

            /** FileChange afterSizeBytes. */
            afterSizeBytes: (number|Long);

            /**
             * Encodes the specified FileChange message. Does not implicitly {@link bootswap.v1.FileChange.verify|verify} messages.
             * @param message FileChange message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.FileChange.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FileChange message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.FileChange & bootswap.v1.FileChange.$Shape} FileChange
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.FileChange & bootswap.v1.FileChange.$Shape;
        }

        namespace FileChange {

            /** Properties of a FileChange. */
            interface $Properties {

                /** FileChange path */
                path?: (string|null);

                /** FileChange action */
                action?: (bootswap.v1.Action|null);

                /** FileChange beforeSha256 */
                beforeSha256?: (Uint8Array|null);

                /** FileChange beforeSizeBytes */
                beforeSizeBytes?: (number|Long|null);

                /** FileChange afterSha256 */
                afterSha256?: (Uint8Array|null);

                /** FileChange afterSizeBytes */
                afterSizeBytes?: (number|Long|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FileChange. */
            type $Shape = bootswap.v1.FileChange.$Properties;
        }

        /** BootAnswer enum. */
        enum BootAnswer {

            /** BOOT_ANSWER_UNSPECIFIED value */
            BOOT_ANSWER_UNSPECIFIED = 0,

            /** BOOT_ANSWER_BOOTS value */
            BOOT_ANSWER_BOOTS = 1,

            /** BOOT_ANSWER_REFUSES value */
            BOOT_ANSWER_REFUSES = 2,

            /** BOOT_ANSWER_UNKNOWN value */
            BOOT_ANSWER_UNKNOWN = 3
        }

        /** BootClass enum. */
        enum BootClass {

            /** BOOT_CLASS_UNSPECIFIED value */
            BOOT_CLASS_UNSPECIFIED = 0,

            /** BOOT_CLASS_OK value */
            BOOT_CLASS_OK = 1,

            /** BOOT_CLASS_FALLTHROUGH value */
            BOOT_CLASS_FALLTHROUGH = 2,

            /** BOOT_CLASS_HANG value */
            BOOT_CLASS_HANG = 3,

            /** BOOT_CLASS_POWER_OFF value */
            BOOT_CLASS_POWER_OFF = 4,

            /** BOOT_CLASS_STUCK value */
            BOOT_CLASS_STUCK = 5
        }

        /**
         * Properties of a BootProof.
         * @deprecated Use bootswap.v1.BootProof.$Properties instead.
         */
        interface IBootProof extends bootswap.v1.BootProof.$Properties {
        }

        /** Represents a BootProof. */
        class BootProof {

            /**
             * Constructs a new BootProof.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.BootProof.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** BootProof firmwareSha256. */
            firmwareSha256: Uint8Array;

            /** BootProof states. */
            states: bootswap.v1.ProvenState.$Properties[];

            /** BootProof rollback. */
            rollback?: (bootswap.v1.ProvenRollback.$Properties|null);

            /** BootProof measurements. */
            measurements?: (bootswap.v1.ProvenMeasurements.$Properties|null);

            /**
             * Encodes the specified BootProof message. Does not implicitly {@link bootswap.v1.BootProof.verify|verify} messages.
             * @param message BootProof message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.BootProof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a BootProof message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.BootProof & bootswap.v1.BootProof.$Shape} BootProof
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.BootProof & bootswap.v1.BootProof.$Shape;
        }

        namespace BootProof {

            /** Properties of a BootProof. */
            interface $Properties {

                /** BootProof firmwareSha256 */
                firmwareSha256?: (Uint8Array|null);

                /** BootProof states */
                states?: (bootswap.v1.ProvenState.$Properties[]|null);

                /** BootProof rollback */
                rollback?: (bootswap.v1.ProvenRollback.$Properties|null);

                /** BootProof measurements */
                measurements?: (bootswap.v1.ProvenMeasurements.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a BootProof. */
            type $Shape = bootswap.v1.BootProof.$Properties;
        }

        /**
         * Properties of a ProvenState.
         * @deprecated Use bootswap.v1.ProvenState.$Properties instead.
         */
        interface IProvenState extends bootswap.v1.ProvenState.$Properties {
        }

        /** Represents a ProvenState. */
        class ProvenState {

            /**
             * Constructs a new ProvenState.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.ProvenState.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProvenState exchanges. */
            exchanges: number;

            /** ProvenState verdict. */
            verdict: bootswap.v1.BootAnswer;

            /** ProvenState sbatLevelAfter. */
            sbatLevelAfter: string;

            /** ProvenState entries. */
            entries: bootswap.v1.ProvenEntry.$Properties[];

            /**
             * Encodes the specified ProvenState message. Does not implicitly {@link bootswap.v1.ProvenState.verify|verify} messages.
             * @param message ProvenState message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.ProvenState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProvenState message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.ProvenState & bootswap.v1.ProvenState.$Shape} ProvenState
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.ProvenState & bootswap.v1.ProvenState.$Shape;
        }

        namespace ProvenState {

            /** Properties of a ProvenState. */
            interface $Properties {

                /** ProvenState exchanges */
                exchanges?: (number|null);

                /** ProvenState verdict */
                verdict?: (bootswap.v1.BootAnswer|null);

                /** ProvenState sbatLevelAfter */
                sbatLevelAfter?: (string|null);

                /** ProvenState entries */
                entries?: (bootswap.v1.ProvenEntry.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProvenState. */
            type $Shape = bootswap.v1.ProvenState.$Properties;
        }

        /**
         * Properties of a ProvenEntry.
         * @deprecated Use bootswap.v1.ProvenEntry.$Properties instead.
         */
        interface IProvenEntry extends bootswap.v1.ProvenEntry.$Properties {
        }

        /** Represents a ProvenEntry. */
        class ProvenEntry {

            /**
             * Constructs a new ProvenEntry.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.ProvenEntry.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProvenEntry name. */
            name: string;

            /** ProvenEntry path. */
            path: string;

            /** ProvenEntry verdict. */
            verdict: bootswap.v1.BootAnswer;

            /** ProvenEntry class. */
            class: bootswap.v1.BootClass;

            /**
             * Encodes the specified ProvenEntry message. Does not implicitly {@link bootswap.v1.ProvenEntry.verify|verify} messages.
             * @param message ProvenEntry message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.ProvenEntry.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProvenEntry message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.ProvenEntry & bootswap.v1.ProvenEntry.$Shape} ProvenEntry
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.ProvenEntry & bootswap.v1.ProvenEntry.$Shape;
        }

        namespace ProvenEntry {

            /** Properties of a ProvenEntry. */
            interface $Properties {

                /** ProvenEntry name */
                name?: (string|null);

                /** ProvenEntry path */
                path?: (string|null);

                /** ProvenEntry verdict */
                verdict?: (bootswap.v1.BootAnswer|null);

                /** ProvenEntry class */
                "class"?: (bootswap.v1.BootClass|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProvenEntry. */
            type $Shape = bootswap.v1.ProvenEntry.$Properties;
        }

        /** RollbackUntil enum. */
        enum RollbackUntil {

            /** ROLLBACK_UNTIL_UNSPECIFIED value */
            ROLLBACK_UNTIL_UNSPECIFIED = 0,

            /** ROLLBACK_UNTIL_FIRST_BOOT value */
            ROLLBACK_UNTIL_FIRST_BOOT = 1
        }

        /**
         * Properties of a ProvenRollback.
         * @deprecated Use bootswap.v1.ProvenRollback.$Properties instead.
         */
        interface IProvenRollback extends bootswap.v1.ProvenRollback.$Properties {
        }

        /** Represents a ProvenRollback. */
        class ProvenRollback {

            /**
             * Constructs a new ProvenRollback.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.ProvenRollback.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProvenRollback possible. */
            possible: boolean;

            /** ProvenRollback until. */
            until: bootswap.v1.RollbackUntil;

            /** ProvenRollback why. */
            why: string;

            /**
             * Encodes the specified ProvenRollback message. Does not implicitly {@link bootswap.v1.ProvenRollback.verify|verify} messages.
             * @param message ProvenRollback message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.ProvenRollback.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProvenRollback message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.ProvenRollback & bootswap.v1.ProvenRollback.$Shape} ProvenRollback
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.ProvenRollback & bootswap.v1.ProvenRollback.$Shape;
        }

        namespace ProvenRollback {

            /** Properties of a ProvenRollback. */
            interface $Properties {

                /** ProvenRollback possible */
                possible?: (boolean|null);

                /** ProvenRollback until */
                until?: (bootswap.v1.RollbackUntil|null);

                /** ProvenRollback why */
                why?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProvenRollback. */
            type $Shape = bootswap.v1.ProvenRollback.$Properties;
        }

        /**
         * Properties of a ProvenMeasurements.
         * @deprecated Use bootswap.v1.ProvenMeasurements.$Properties instead.
         */
        interface IProvenMeasurements extends bootswap.v1.ProvenMeasurements.$Properties {
        }

        /** Represents a ProvenMeasurements. */
        class ProvenMeasurements {

            /**
             * Constructs a new ProvenMeasurements.
             * @param [properties] Properties to set
             */
            constructor(properties?: bootswap.v1.ProvenMeasurements.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ProvenMeasurements pcr4. */
            pcr4: string;

            /** ProvenMeasurements pcr7. */
            pcr7: string;

            /** ProvenMeasurements pcr4Changed. */
            pcr4Changed: boolean;

            /** ProvenMeasurements pcr7Changed. */
            pcr7Changed: boolean;

            /** ProvenMeasurements breaks. */
            breaks: string[];

            /**
             * Encodes the specified ProvenMeasurements message. Does not implicitly {@link bootswap.v1.ProvenMeasurements.verify|verify} messages.
             * @param message ProvenMeasurements message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: bootswap.v1.ProvenMeasurements.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ProvenMeasurements message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {bootswap.v1.ProvenMeasurements & bootswap.v1.ProvenMeasurements.$Shape} ProvenMeasurements
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): bootswap.v1.ProvenMeasurements & bootswap.v1.ProvenMeasurements.$Shape;
        }

        namespace ProvenMeasurements {

            /** Properties of a ProvenMeasurements. */
            interface $Properties {

                /** ProvenMeasurements pcr4 */
                pcr4?: (string|null);

                /** ProvenMeasurements pcr7 */
                pcr7?: (string|null);

                /** ProvenMeasurements pcr4Changed */
                pcr4Changed?: (boolean|null);

                /** ProvenMeasurements pcr7Changed */
                pcr7Changed?: (boolean|null);

                /** ProvenMeasurements breaks */
                breaks?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ProvenMeasurements. */
            type $Shape = bootswap.v1.ProvenMeasurements.$Properties;
        }
    }
}
