import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { TextArea } from '../../../ui/champs.tsx'
import { RadioGroup } from '../../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import type { Appel } from '../../cahier/index.ts'
import {
  ChampConditions,
  ChampMontant,
  ChampMotif,
  ChampRang,
  MOTS_SENS,
  type Plafonds,
  plafondDe,
  QuiPaie,
  TEXTE_MAX,
} from '../../decisions/index.ts'
import { ChampHorsAvis } from '../../instances/index.ts'
import type { DecisionANotifier } from '../notifications.queries.ts'
import { type ErreursCorrection, estAnnoncee, type SaisieCorrection } from './corriger.ts'
import { arianeSuites } from './rang.view.tsx'

const CHOIX = ['retenu', 'partiel', 'liste_complementaire', 'non_retenu', 'sans_suite'] as const
type Props = {
  site: Site
  appel: Appel
  d: DecisionANotifier
  plafonds: Plafonds
  /** What the envelopes hold for this dossier, with what it has of them. Cents. */
  reste: number
  /** The envelopes that may pay it. */
  sources: Parameters<typeof QuiPaie>[0]['sources']
  /** What the bodies of the call said of it, in sentences. */
  avis: readonly string[]
  values: SaisieCorrection
  errors?: ErreursCorrection
}

/** What is decided instead, and why. Fields that a decision does not use are left aside by the server. */
export const CorrectionPage = ({ site, appel, d, plafonds, reste, sources, avis, values, errors = {} }: Props) => {
  const annoncee = estAnnoncee(d.etat)
  return (
    <Page
      site={site}
      titre={`Corriger la décision, ${d.numero}`}
      erreur={Object.keys(errors).length > 0}
      ariane={arianeSuites(appel, 'Corriger une décision')}
    >
      <div class="gt-lecture">
        <ErrorSummary errors={errors as FieldErrors} />
        <h1 class="fr-h2">Corriger la décision</h1>
        <p class="fr-text--lead">
          {d.porteur}, «&nbsp;{d.titre || 'Sans titre'}&nbsp;» ({d.numero}).
        </p>
        <p>
          Décision actuelle&nbsp;: {MOTS_SENS[d.sens].toLowerCase()}
          {d.montant > 0 && `, ${formatEuros(d.montant)}`}
          {d.rang !== null && `, rang\u00a0${d.rang}`}.{' '}
          {annoncee
            ? 'La lettre déjà envoyée reste lisible. La nouvelle la cite et la remplace.'
            : 'Sa lettre n’est pas partie\u00a0: le porteur n’en a rien lu.'}
        </p>
        <Formulaire action={paths.administration.correction(appel.slug, d.dossierId)} class="gt-arbitre">
          <input type="hidden" name="vue" value={d.decisionId} />
          <TextArea
            name="raison"
            label="Pourquoi corriger"
            hint={annoncee ? 'La lettre cite cette phrase' : 'Le journal garde cette phrase, la lettre ne la cite pas'}
            rows={3}
            maxlength={TEXTE_MAX}
            value={values.raison}
            error={errors.raison}
          />
          <RadioGroup
            name="sens"
            label="Décision corrigée"
            petit
            options={CHOIX.map(s => ({ value: s, label: MOTS_SENS[s] }))}
            value={values.sens || undefined}
            error={errors.sens}
          />
          <div class="gt-arbitre__accorde">
            <ChampMontant
              hint={`Au plus ${formatEuros(plafondDe(plafonds))}. Il reste ${formatEuros(reste)}, l’aide actuelle comprise.`}
              value={values.montant}
              error={errors.montant}
            />
            <QuiPaie
              sources={sources}
              saisi={values.montant}
              defaut={plafondDe(plafonds)}
              value={values.enveloppe}
              mouvements={paths.administration.enveloppes(appel.slug)}
              error={errors.enveloppe}
            />
            <ChampConditions value={values.conditions} error={errors.conditions} />
          </div>
          <div class="gt-arbitre__rang">
            <ChampRang value={values.rang} error={errors.rang} />
          </div>
          <div class="gt-arbitre__motif">
            <ChampMotif value={values.motif} error={errors.motif} />
          </div>
          <ChampHorsAvis avis={avis} value={values.hors_avis ?? ''} error={errors.hors_avis} />
          <p>
            La décision corrigée est ensuite à confirmer, puis sa lettre part.
            {annoncee && ' D’ici là, le porteur et le public lisent l’ancienne.'}
          </p>
          <FormActions principal="Corriger la décision" filet={false}>
            <a class="fr-link" href={paths.administration.notifications(appel.slug)}>
              Revenir aux notifications
            </a>
          </FormActions>
        </Formulaire>
      </div>
    </Page>
  )
}
