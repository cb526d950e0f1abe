import { Field, TextArea } from '../../ui/champs.tsx'
import { TEXTE_MAX } from './decision.rules.ts'

/** Fields of a decision, the same in the room, for a rank of the reserve list and in a correction. */
type Champ = { value: string; error: string | undefined }

export const ChampMontant = ({ hint, ...c }: Champ & { hint: string }) => (
  <Field name="montant" label="Montant de l’aide" suffix="€" inputmode="decimal" autocomplete="off" hint={hint} {...c} />
)
export const ChampConditions = (c: Champ) => (
  <TextArea name="conditions" label="Conditions" facultatif hint="Elles figurent dans la lettre" maxlength={TEXTE_MAX} {...c} />
)
export const ChampRang = (c: Champ) => (
  <Field name="rang" label="Rang sur la liste complémentaire" court inputmode="numeric" autocomplete="off" {...c} />
)
export const ChampMotif = (c: Champ) => (
  <TextArea name="motif" label="Motif" hint="Le porteur le lit dans sa lettre" maxlength={TEXTE_MAX} {...c} />
)
