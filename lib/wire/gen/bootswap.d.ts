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
             * Creates a new Audit instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Audit instance
             */
            static create(properties: bootswap.v1.Audit.$Shape): bootswap.v1.Audit & bootswap.v1.Audit.$Shape;
            static create(properties?: bootswap.v1.Audit.$Properties): bootswap.v1.Audit;

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

            /**
             * Verifies an Audit message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an Audit message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Audit
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.Audit;

            /**
             * Creates a plain object from an Audit message. Also converts values to other types if specified.
             * @param message Audit
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.Audit, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Audit to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new Check instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Check instance
             */
            static create(properties: bootswap.v1.Check.$Shape): bootswap.v1.Check & bootswap.v1.Check.$Shape;
            static create(properties?: bootswap.v1.Check.$Properties): bootswap.v1.Check;

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

            /**
             * Verifies a Check message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Check message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Check
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.Check;

            /**
             * Creates a plain object from a Check message. Also converts values to other types if specified.
             * @param message Check
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.Check, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Check to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new Report instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Report instance
             */
            static create(properties: bootswap.v1.Report.$Shape): bootswap.v1.Report & bootswap.v1.Report.$Shape;
            static create(properties?: bootswap.v1.Report.$Properties): bootswap.v1.Report;

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

            /**
             * Verifies a Report message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Report message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Report
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.Report;

            /**
             * Creates a plain object from a Report message. Also converts values to other types if specified.
             * @param message Report
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.Report, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Report to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new DeadLetter instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeadLetter instance
             */
            static create(properties: bootswap.v1.DeadLetter.$Shape): bootswap.v1.DeadLetter & bootswap.v1.DeadLetter.$Shape;
            static create(properties?: bootswap.v1.DeadLetter.$Properties): bootswap.v1.DeadLetter;

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

            /**
             * Verifies a DeadLetter message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a DeadLetter message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns DeadLetter
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.DeadLetter;

            /**
             * Creates a plain object from a DeadLetter message. Also converts values to other types if specified.
             * @param message DeadLetter
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.DeadLetter, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this DeadLetter to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new Header instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Header instance
             */
            static create(properties: bootswap.v1.Header.$Shape): bootswap.v1.Header & bootswap.v1.Header.$Shape;
            static create(properties?: bootswap.v1.Header.$Properties): bootswap.v1.Header;

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

            /**
             * Verifies a Header message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Header message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Header
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.Header;

            /**
             * Creates a plain object from a Header message. Also converts values to other types if specified.
             * @param message Header
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.Header, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Header to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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

            /**
             * Creates a new Decision instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Decision instance
             */
            static create(properties: bootswap.v1.Decision.$Shape): bootswap.v1.Decision & bootswap.v1.Decision.$Shape;
            static create(properties?: bootswap.v1.Decision.$Properties): bootswap.v1.Decision;

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

            /**
             * Verifies a Decision message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Decision message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Decision
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.Decision;

            /**
             * Creates a plain object from a Decision message. Also converts values to other types if specified.
             * @param message Decision
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.Decision, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Decision to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a Decision. */
            type $Shape = bootswap.v1.Decision.$Properties;
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
             * Creates a new Refusal instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Refusal instance
             */
            static create(properties: bootswap.v1.Refusal.$Shape): bootswap.v1.Refusal & bootswap.v1.Refusal.$Shape;
            static create(properties?: bootswap.v1.Refusal.$Properties): bootswap.v1.Refusal;

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

            /**
             * Verifies a Refusal message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Refusal message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Refusal
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.Refusal;

            /**
             * Creates a plain object from a Refusal message. Also converts values to other types if specified.
             * @param message Refusal
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.Refusal, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Refusal to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new Envelope instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Envelope instance
             */
            static create(properties: bootswap.v1.Envelope.$Shape): bootswap.v1.Envelope & bootswap.v1.Envelope.$Shape;
            static create(properties?: bootswap.v1.Envelope.$Properties): bootswap.v1.Envelope;

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

            /**
             * Verifies an Envelope message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an Envelope message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Envelope
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.Envelope;

            /**
             * Creates a plain object from an Envelope message. Also converts values to other types if specified.
             * @param message Envelope
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.Envelope, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Envelope to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new Signature instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Signature instance
             */
            static create(properties: bootswap.v1.Signature.$Shape): bootswap.v1.Signature & bootswap.v1.Signature.$Shape;
            static create(properties?: bootswap.v1.Signature.$Properties): bootswap.v1.Signature;

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

            /**
             * Verifies a Signature message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Signature message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Signature
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.Signature;

            /**
             * Creates a plain object from a Signature message. Also converts values to other types if specified.
             * @param message Signature
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.Signature, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Signature to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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

            /**
             * Creates a new HostFacts instance using the specified properties.
             * @param [properties] Properties to set
             * @returns HostFacts instance
             */
            static create(properties: bootswap.v1.HostFacts.$Shape): bootswap.v1.HostFacts & bootswap.v1.HostFacts.$Shape;
            static create(properties?: bootswap.v1.HostFacts.$Properties): bootswap.v1.HostFacts;

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

            /**
             * Verifies a HostFacts message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a HostFacts message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns HostFacts
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.HostFacts;

            /**
             * Creates a plain object from a HostFacts message. Also converts values to other types if specified.
             * @param message HostFacts
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.HostFacts, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this HostFacts to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a HostFacts. */
            type $Shape = bootswap.v1.HostFacts.$Properties;
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

            /**
             * Creates a new EspFacts instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EspFacts instance
             */
            static create(properties: bootswap.v1.EspFacts.$Shape): bootswap.v1.EspFacts & bootswap.v1.EspFacts.$Shape;
            static create(properties?: bootswap.v1.EspFacts.$Properties): bootswap.v1.EspFacts;

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

            /**
             * Verifies an EspFacts message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates an EspFacts message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns EspFacts
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.EspFacts;

            /**
             * Creates a plain object from an EspFacts message. Also converts values to other types if specified.
             * @param message EspFacts
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.EspFacts, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this EspFacts to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EspFacts. */
            type $Shape = bootswap.v1.EspFacts.$Properties;
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
             * Creates a new TreeFile instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TreeFile instance
             */
            static create(properties: bootswap.v1.TreeFile.$Shape): bootswap.v1.TreeFile & bootswap.v1.TreeFile.$Shape;
            static create(properties?: bootswap.v1.TreeFile.$Properties): bootswap.v1.TreeFile;

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

            /**
             * Verifies a TreeFile message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a TreeFile message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns TreeFile
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.TreeFile;

            /**
             * Creates a plain object from a TreeFile message. Also converts values to other types if specified.
             * @param message TreeFile
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.TreeFile, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this TreeFile to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new FailedPayload instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FailedPayload instance
             */
            static create(properties: bootswap.v1.FailedPayload.$Shape): bootswap.v1.FailedPayload & bootswap.v1.FailedPayload.$Shape;
            static create(properties?: bootswap.v1.FailedPayload.$Properties): bootswap.v1.FailedPayload;

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

            /**
             * Verifies a FailedPayload message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a FailedPayload message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns FailedPayload
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.FailedPayload;

            /**
             * Creates a plain object from a FailedPayload message. Also converts values to other types if specified.
             * @param message FailedPayload
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.FailedPayload, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this FailedPayload to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new PayloadManifest instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PayloadManifest instance
             */
            static create(properties: bootswap.v1.PayloadManifest.$Shape): bootswap.v1.PayloadManifest & bootswap.v1.PayloadManifest.$Shape;
            static create(properties?: bootswap.v1.PayloadManifest.$Properties): bootswap.v1.PayloadManifest;

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

            /**
             * Verifies a PayloadManifest message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a PayloadManifest message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns PayloadManifest
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.PayloadManifest;

            /**
             * Creates a plain object from a PayloadManifest message. Also converts values to other types if specified.
             * @param message PayloadManifest
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.PayloadManifest, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this PayloadManifest to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new PayloadFile instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PayloadFile instance
             */
            static create(properties: bootswap.v1.PayloadFile.$Shape): bootswap.v1.PayloadFile & bootswap.v1.PayloadFile.$Shape;
            static create(properties?: bootswap.v1.PayloadFile.$Properties): bootswap.v1.PayloadFile;

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

            /**
             * Verifies a PayloadFile message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a PayloadFile message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns PayloadFile
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.PayloadFile;

            /**
             * Creates a plain object from a PayloadFile message. Also converts values to other types if specified.
             * @param message PayloadFile
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.PayloadFile, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this PayloadFile to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new PayloadSource instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PayloadSource instance
             */
            static create(properties: bootswap.v1.PayloadSource.$Shape): bootswap.v1.PayloadSource & bootswap.v1.PayloadSource.$Shape;
            static create(properties?: bootswap.v1.PayloadSource.$Properties): bootswap.v1.PayloadSource;

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

            /**
             * Verifies a PayloadSource message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a PayloadSource message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns PayloadSource
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.PayloadSource;

            /**
             * Creates a plain object from a PayloadSource message. Also converts values to other types if specified.
             * @param message PayloadSource
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.PayloadSource, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this PayloadSource to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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

            /**
             * Creates a new Plan instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Plan instance
             */
            static create(properties: bootswap.v1.Plan.$Shape): bootswap.v1.Plan & bootswap.v1.Plan.$Shape;
            static create(properties?: bootswap.v1.Plan.$Properties): bootswap.v1.Plan;

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

            /**
             * Verifies a Plan message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Plan message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Plan
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.Plan;

            /**
             * Creates a plain object from a Plan message. Also converts values to other types if specified.
             * @param message Plan
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.Plan, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Plan to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new Swap instance using the specified properties.
             * @param [properties] Properties to set
             * @returns Swap instance
             */
            static create(properties: bootswap.v1.Swap.$Shape): bootswap.v1.Swap & bootswap.v1.Swap.$Shape;
            static create(properties?: bootswap.v1.Swap.$Properties): bootswap.v1.Swap;

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

            /**
             * Verifies a Swap message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a Swap message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns Swap
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.Swap;

            /**
             * Creates a plain object from a Swap message. Also converts values to other types if specified.
             * @param message Swap
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.Swap, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this Swap to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
             * Creates a new FileChange instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FileChange instance
             */
            static create(properties: bootswap.v1.FileChange.$Shape): bootswap.v1.FileChange & bootswap.v1.FileChange.$Shape;
            static create(properties?: bootswap.v1.FileChange.$Properties): bootswap.v1.FileChange;

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

            /**
             * Verifies a FileChange message.
             * @param message Plain object to verify
             * @returns `null` if valid, otherwise the reason why it is not
             */
            static verify(message: { [k: string]: any }): (string|null);

            /**
             * Creates a FileChange message from a plain object. Also converts values to their respective internal types.
             * @param object Plain object
             * @returns FileChange
             */
            static fromObject(object: { [k: string]: any }): bootswap.v1.FileChange;

            /**
             * Creates a plain object from a FileChange message. Also converts values to other types if specified.
             * @param message FileChange
             * @param [options] Conversion options
             * @returns Plain object
             */
            static toObject(message: bootswap.v1.FileChange, options?: $protobuf.IConversionOptions): { [k: string]: any };

            /**
             * Converts this FileChange to JSON.
             * @returns JSON object
             */
            toJSON(): { [k: string]: any };
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
    }
}
