import { type Centimes, formatEuros, parseEuros, saisieEuros } from '../../lib/euros.ts'
import { enumeration } from '../../lib/mots.ts'
import { Field, TextArea } from '../../ui/champs.tsx'
import { RadioGroup } from '../../ui/choix.tsx'
import { payeursDe, type SourceLue, TEXTE_MAX } from './decision.rules.ts'

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

/**
 * Who pays: the envelopes that may pay this dossier and no other, each with what is left before and after the amount of the form, and a sentence for one that has too little.
 * `defaut`: the amount where the field has none that is read. `mouvements`: where money is moved between envelopes, for whoever may.
 */
type QuiPaieProps = {
  sources: readonly SourceLue[]
  saisi: string
  defaut: Centimes
  value: string | undefined
  mouvements?: string | undefined
  /** In what order several pay together. */
  ensemble?: string
  /** What is left is not told to whoever reads: only which may pay. */
  muet?: boolean | undefined
  error?: string | undefined
}
export const QuiPaie = ({
  sources,
  saisi,
  defaut,
  value,
  mouvements,
  error,
  muet = false,
  ensemble: ordre = 'Celles qui lui sont réservées d’abord',
}: QuiPaieProps) => {
  const lu = parseEuros(saisi)
  const montant = lu.ok && lu.value > 0 ? lu.value : defaut
  const { ensemble, seules, manquent } = payeursDe(sources, montant)
  const options = [
    ...(ensemble && sources.length > 1 ? [{ value: '', label: muet ? ordre : repartie(ordre, ensemble) }] : []),
    ...seules.map(s => ({ value: s.id, label: muet ? s.libelle : dite(s) })),
  ]
  const [seule] = seules
  const choix = sources.length > 1 && options.length > 0
  return (
    <>
      {error && !choix && <p class="fr-error-text">{error}</p>}
      {choix && (
        <RadioGroup
          name="enveloppe"
          label={`Qui paie ces ${formatEuros(montant)}`}
          petit
          options={options}
          error={error}
          value={options.some(o => o.value === value) ? value : options[0]?.value}
        />
      )}
      {sources.length === 1 && seule && !muet && <p class="gt-sous">{dite(seule)}.</p>}
      {sources.length === 0 && <p class="gt-sous">Aucune enveloppe de l’appel ne peut payer ce dossier.</p>}
      {muet && manquent.length > 0 && (
        <p class="gt-sous">Ce montant ne peut pas venir en entier de {enumeration(manquent.map(s => `«\u00a0${s.libelle}\u00a0»`))}.</p>
      )}
      {(muet ? [] : manquent).map(s => (
        <p class="gt-sous">
          {s.libelle}{' '}
          {s.reste > 0
            ? `ne suffit pas seule\u00a0: il y reste ${formatEuros(s.reste)}, il manque ${formatEuros(s.manque)}.`
            : 'n’a plus rien pour ce dossier.'}
          {mouvements && (
            <>
              {' '}
              <a href={versTransfert(mouvements, s)}>
                Transférer<span class="fr-sr-only"> vers {s.libelle}</span>
              </a>
            </>
          )}
        </p>
      ))}
    </>
  )
}

/** The form of a transfer with what this envelope lacks: from which one is to be chosen there. */
const versTransfert = (mouvements: string, s: { id: string; manque: Centimes }) =>
  `${mouvements}?${new URLSearchParams({ mouvement: 'transfert', montant: saisieEuros(s.manque), vers: s.id })}#nouveau`
const dite = (s: { libelle: string; reste: Centimes; apres: Centimes }) =>
  `${s.libelle}\u00a0: reste ${formatEuros(s.reste)}, puis ${formatEuros(s.apres)}`
const repartie = (ordre: string, parts: readonly { libelle: string; montant: Centimes }[]) =>
  `${ordre}\u00a0: ${parts.map(p => `${p.libelle}, ${formatEuros(p.montant)}`).join('\u202f; ')}`
