import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { TextArea } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import {
  ChampConditions,
  ChampMontant,
  ChampMotif,
  ChampRang,
  type ErreursDecision,
  MOTS_SENS,
  QuiPaie,
  type SaisieDecision,
  SENS,
  TEXTE_MAX,
} from '../../decisions/index.ts'
import { ChampHorsAvis } from '../../instances/index.ts'

/** What the form of a decision shows. Cents. */
export type DecisionVue = {
  saisie: SaisieDecision
  /** The decision in force when the page was made: another one taken meanwhile is told. */
  vue: string
  plafond: number
  base: number | null
  minimale: number | null
  /** What is left to allocate to this dossier; nothing while it would tell a decision on which the reader is in conflict. */
  reste: number | undefined
  /** The envelopes that may pay it. */
  sources: Parameters<typeof QuiPaie>[0]['sources']
  /** Where money is moved, for whoever may. */
  mouvements: string | undefined
  proposition: number | null
  suivant: string | undefined
  /** Whether the room looks at a screen, which follows what is typed. */
  ecran: boolean
  /** What the bodies of the call said of it, in sentences. */
  avis: readonly string[]
}
type Props = { seance: string; dossier: string; vue: DecisionVue; errors: ErreursDecision }

/** What the comité decides of the dossier in debate. Fields that a decision does not use are left aside by the server. */
export const DecisionForm = ({ seance, dossier, vue: v, errors }: Props) => (
  <section
    aria-labelledby="decision"
    class="gt-salle__decision"
    data-controller="decision"
    data-decision-proposition-value={v.ecran ? paths.comite.propositionSalle(seance, dossier) : undefined}
  >
    <h2 class="fr-h5" id="decision">
      Décision du comité
    </h2>
    <ErrorSummary errors={errors as FieldErrors} />
    <Formulaire action={paths.comite.decision(seance, dossier)} aria-labelledby="decision" class="gt-arbitre">
      <input type="hidden" name="vue" value={v.vue} />
      <RadioGroup
        name="sens"
        label="Le comité décide"
        petit
        options={SENS.map(s => ({ value: s, label: MOTS_SENS[s] }))}
        value={v.saisie.sens || undefined}
        error={errors.sens}
      />
      <div class="gt-arbitre__accorde">
        <ChampMontant
          hint={`Au plus ${formatEuros(v.plafond)}${v.base === null ? '' : `, pour une base de ${formatEuros(v.base)}`}${v.reste === undefined ? '' : `. Il reste ${formatEuros(v.reste)}`}${v.proposition === null ? '' : `. L’instruction propose ${formatEuros(v.proposition)}`}.${v.minimale === null ? '' : ` Le porteur accepte au moins ${formatEuros(v.minimale)}.`}`}
          value={v.saisie.montant}
          error={errors.montant}
        />
        <QuiPaie
          muet={v.reste === undefined}
          sources={v.sources}
          saisi={v.saisie.montant}
          defaut={v.proposition ?? v.plafond}
          value={v.saisie.enveloppe}
          mouvements={v.mouvements}
          error={errors.enveloppe}
        />
        <ChampConditions value={v.saisie.conditions} error={errors.conditions} />
      </div>
      <div class="gt-arbitre__rang">
        <ChampRang value={v.saisie.rang} error={errors.rang} />
      </div>
      <div class="gt-arbitre__motif">
        <ChampMotif value={v.saisie.motif} error={errors.motif} />
      </div>
      <ChampHorsAvis avis={v.avis} value={v.saisie.hors_avis ?? ''} error={errors.hors_avis} />
      <TextArea
        name="conclusion"
        label="Conclusion du débat, pour le procès-verbal"
        facultatif
        maxlength={TEXTE_MAX}
        value={v.saisie.conclusion}
        error={errors.conclusion}
      />
      <FormActions principal="Enregistrer la décision" filet={false} />
      <p class="gt-sous fr-mb-0">{v.suivant && `Puis\u00a0: ${v.suivant}. `}Le porteur n’est informé qu’à la notification.</p>
    </Formulaire>
  </section>
)
