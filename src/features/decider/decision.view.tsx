import { formatEuros } from '../../lib/euros.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import { Alert, Essentiel } from '../../ui/blocs.tsx'
import { RadioGroup } from '../../ui/choix.tsx'
import { ErrorSummary, FormActions, Formulaire } from '../../ui/form.tsx'
import type { Site } from '../../ui/site.ts'
import type { Appel } from '../cahier/index.ts'
import {
  ChampConditions,
  ChampMontant,
  ChampMotif,
  ChampRang,
  type ErreursDecision,
  MOTS_SENS,
  type Plafonds,
  plafondDe,
  QuiPaie,
  resteDe,
  retenuDes,
  type SaisieDecision,
} from '../decisions/index.ts'
import { ChampHorsAvis } from '../instances/index.ts'
import { Cadre, type CadreInstruction } from '../instruction/index.ts'
import { quiSigne } from './autorite.rules.ts'
import { SENS_SANS_COMITE } from './decider-pret.ts'

type Props = {
  site: Site
  cadre: CadreInstruction & { appel: Appel }
  saisie: SaisieDecision
  /** The decision in force when the page was made: another one taken meanwhile is told. */
  vue: string
  /** The decision in force, in words. */
  dejaDecide: string | undefined
  plafonds: Plafonds
  /** The envelopes that may pay it. */
  sources: Parameters<typeof QuiPaie>[0]['sources']
  /** Where money is moved between envelopes, for whoever may. */
  mouvements: string | undefined
  /** What the bodies of the call said of it, in sentences. */
  avis: readonly string[]
  errors: ErreursDecision
  refus: string | undefined
}

/** What is decided of a dossier that is ready. Fields that a decision does not use are left aside by the server. */
export const DecisionPage = ({ site, cadre, saisie: s, plafonds: p, errors, ...v }: Props) => (
  <Cadre site={site} cadre={cadre} onglet="dossier" titre="décider" erreur={v.refus !== undefined || Object.keys(errors).length > 0}>
    <div class="gt-lecture">
      <ErrorSummary errors={errors as FieldErrors} />
      <h2 class="fr-h4" id="decision">
        Décider
      </h2>
      {v.refus && (
        <Alert ton="error" titre="La décision n’est pas enregistrée" niveau={3} reponse>
          <p>{v.refus}</p>
        </Alert>
      )}
      {v.dejaDecide && <p>Déjà décidé&nbsp;: {v.dejaDecide}. Une nouvelle décision la remplace.</p>}
      <Essentiel
        faits={[
          { terme: cadre.montants.calculee ? 'Aide calculée' : 'Aide demandée', valeur: formatEuros(p.demandee) },
          ...(p.proposition === null ? [] : [{ terme: 'Proposé', valeur: formatEuros(p.proposition), note: 'par l’instruction' }]),
          { terme: 'Reste pour ce dossier', valeur: formatEuros(resteDe(v.sources)) },
        ]}
      />
      <Formulaire action={paths.instruction.decision(cadre.id)} aria-labelledby="decision" class="gt-arbitre fr-mt-3w">
        <input type="hidden" name="vue" value={v.vue} />
        <RadioGroup
          name="sens"
          label="Décision"
          petit
          options={SENS_SANS_COMITE.map(x => ({ value: x, label: MOTS_SENS[x] }))}
          value={s.sens || undefined}
          error={errors.sens}
        />
        <div class="gt-arbitre__accorde">
          <ChampMontant
            hint={`Au plus ${formatEuros(plafondDe(p))}${p.base === null ? '' : `, pour une base de ${formatEuros(p.base)}`}. Il reste ${formatEuros(resteDe(v.sources))}.${p.minimale === null ? '' : ` Le porteur accepte au moins ${formatEuros(p.minimale)}.`}`}
            value={s.montant}
            error={errors.montant}
          />
          <QuiPaie
            sources={v.sources}
            saisi={s.montant}
            defaut={retenuDes(p)}
            value={s.enveloppe}
            mouvements={v.mouvements}
            error={errors.enveloppe}
          />
          <ChampConditions value={s.conditions} error={errors.conditions} />
        </div>
        <div class="gt-arbitre__rang">
          <ChampRang value={s.rang} error={errors.rang} />
        </div>
        <div class="gt-arbitre__motif">
          <ChampMotif value={s.motif} error={errors.motif} />
        </div>
        <ChampHorsAvis avis={v.avis} value={s.hors_avis ?? ''} error={errors.hors_avis} />
        <p>{quiSigne(cadre.appel)} confirme ensuite cette décision, et la signe. Le porteur n’est informé qu’à la lettre.</p>
        <FormActions principal="Enregistrer la décision" filet={false}>
          <a class="fr-link" href={paths.instruction.decisions(cadre.appel.slug)}>
            Revenir aux dossiers à décider
          </a>
        </FormActions>
      </Formulaire>
    </div>
  </Cadre>
)
