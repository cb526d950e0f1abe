import { formatDateCivile, formatJourCourt } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import type { FieldErrors } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { DateField, MoneyField, TextArea } from '../../../ui/champs.tsx'
import { CheckboxGroup, RadioGroup } from '../../../ui/choix.tsx'
import { Cle, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Nouvelles } from '../../../ui/nouvelles.tsx'
import type { Site } from '../../../ui/site.ts'
import { QuiPaie } from '../../decisions/index.ts'
import { type ChoixSignataire, QuiSigne } from '../../delegations/index.ts'
import { CadreActe, Retour } from '../cadre.view.tsx'
import { phraseFin } from '../fin.rules.ts'
import type { ProjetLu } from '../lire-projet.ts'
import type { AvenantLu } from '../projet.queries.ts'
import type { Suivi } from '../suivi.queries.ts'
import { type ErreursAvenant, type Objet, type SaisieAvenant, TEXTE_MAX } from './avenants.rules.ts'
import { Changements, EtatAvenant } from './avenants.view.tsx'

const NOMS: Record<Objet, string> = {
  delai: 'La date de fin du projet',
  montant: 'Le montant de l’aide',
  objet: 'L’objet du projet',
  partenaire: 'Les structures du projet',
}
/** How its lump sum was found when it was filed, and the most that its call gives. Cents. */
export type RegleForfait = { calcul: string; max: number | undefined }
const phraseForfait = ({ calcul, max }: RegleForfait) =>
  [calcul && `Calculé au dépôt\u00a0: ${calcul}.`, max === undefined ? '' : `L’appel donne ${formatEuros(max)} au plus.`]
    .filter(Boolean)
    .join(' ')
type Demander = { site: Site; s: Suivi; forfait: RegleForfait | undefined; values: SaisieAvenant; cle: string; errors?: ErreursAvenant }
/** What the porteur wants changed. A field is shown once what it changes is ticked; one of what is not is left aside. */
export const DemanderPage = ({ site, s, forfait, values, cle, errors = {} }: Demander) => (
  <CadreActe site={site} s={s} cote="porteur" titre="Demander un avenant" errors={errors as FieldErrors}>
    <p>
      {phraseFin(s, formatDateCivile)} {forfait ? 'Le forfait' : 'L’aide'} est de {formatEuros(s.accorde)}. Le service donne un avis, puis
      l’autorité décide. Une seule demande à la fois.
    </p>
    <Formulaire action={paths.actes.avenants(s.dossierId)} class="gt-mesure gt-selon">
      <Cle valeur={cle} />
      <CheckboxGroup
        name="objets"
        label="Ce qui change"
        options={Object.entries(forfait ? { ...NOMS, montant: 'Le montant du forfait' } : NOMS).map(([value, label]) => ({ value, label }))}
        values={values.objets}
        error={errors.objets}
      />
      <div class="gt-selon__delai">
        <DateField name="fin" label="Nouvelle date de fin" value={values.fin} error={errors.fin} />
      </div>
      <div class="gt-selon__montant">
        <MoneyField
          name="montant"
          label={forfait ? 'Nouveau montant du forfait' : 'Nouveau montant de l’aide'}
          hint={forfait && phraseForfait(forfait)}
          value={values.montant}
          error={errors.montant}
        />
      </div>
      <div class="gt-selon__objet">
        <TextArea name="objet" label="Ce qui change dans le projet" rows={3} value={values.objet} error={errors.objet} />
      </div>
      <div class="gt-selon__partenaire">
        <TextArea name="partenaire" label="Quelle structure arrive ou part" rows={2} value={values.partenaire} error={errors.partenaire} />
      </div>
      <TextArea name="motif" label="Pourquoi" rows={4} maxlength={TEXTE_MAX} value={values.motif} error={errors.motif} />
      <FormActions principal="Envoyer la demande" filet={false}>
        <Retour s={s} cote="porteur" />
      </FormActions>
    </Formulaire>
  </CadreActe>
)

type Saisie = { avis?: string; sens?: string; reponse?: string; signataire?: string; enveloppe?: string }
type Instruire = {
  site: Site
  p: ProjetLu
  v: AvenantLu
  choix: ChoixSignataire
  /** What each envelope may add, its own first; nothing where the amount does not change. */
  sources: Parameters<typeof QuiPaie>[0]['sources']
  /** Where money is moved between envelopes, for whoever may. */
  mouvements: string | undefined
  forfait: RegleForfait | undefined
  /** What the bodies of the call say of a raise, or what it waits for; `convoquer`: where the body is convened, for whoever may. */
  avis: readonly { phrase: string; attendu: boolean; convoquer: string | undefined }[]
  fait?: string | undefined
  values: Saisie
  errors?: Saisie
}
/** An amendment before the service: what is asked, the opinion, the decision. */
export const AvenantPage = ({ site, p, v, choix, sources, mouvements, forfait, avis, fait, values, errors = {} }: Instruire) => {
  const { s } = p.acces
  const ouvert = !v.sens && !v.retireLe
  return (
    <CadreActe site={site} s={s} cote="service" titre={`Avenant du ${formatJourCourt(v.demandeLe)}`} errors={errors as FieldErrors}>
      <Nouvelles fait={fait} />
      <div class="fr-mb-2w">
        <EtatAvenant v={v} p={p} />
      </div>
      <p class="fr-mb-1w">
        {s.porteur} demande, par {v.demandePar}&nbsp;:
      </p>
      <Changements demande={v.demande} avant={ouvert ? s : undefined} />
      <p class="fr-mt-2w gt-saisi">Motif&nbsp;: {v.motif}</p>
      <p>
        Aujourd’hui&nbsp;: {forfait ? 'forfait' : 'aide'} de {formatEuros(s.accorde)}, dont {formatEuros(s.verse)} versés.{' '}
        {phraseFin(s, formatDateCivile)}
      </p>
      {forfait && v.demande.montant !== undefined && <p>{phraseForfait(forfait)}</p>}
      <h2 class="fr-h4">Avis du service</h2>
      {ouvert && p.peut('instruire_avenant') ? (
        <Formulaire action={paths.suiviDossier.avisAvenant(s.dossierId, v.id)} class="gt-mesure">
          <TextArea
            name="avis"
            label="Votre avis"
            hint="Le porteur ne le lit pas."
            rows={4}
            value={values.avis ?? v.avis}
            error={errors.avis}
          />
          <FormActions principal="Enregistrer l’avis" filet={false}>
            <Retour s={s} cote="service" />
          </FormActions>
        </Formulaire>
      ) : (
        <p>{v.avis ? `${v.avis} (${v.instruitPar})` : 'Aucun avis.'}</p>
      )}
      {ouvert && p.peut('decider_avenant') && (
        <Decider s={s} v={v} avis={avis} choix={choix} sources={sources} mouvements={mouvements} values={values} errors={errors} />
      )}
      {v.sens && v.reponse && <p>Réponse&nbsp;: {v.reponse}</p>}
    </CadreActe>
  )
}

/** Once the last bilan says that the project is over. */
export const PLUS_ACCORDE =
  'Le dernier bilan dit que le projet est terminé\u00a0: cet avenant ne s’accorde plus. Renvoyez d’abord ce bilan, ou refusez l’avenant.'
const ACCORDER = {
  value: 'accorde',
  label: 'Accorder',
  hint: 'Un acte est établi. Rien ne change avant sa signature\u00a0; si le montant augmente, l’enveloppe le réserve. La lettre part une fois l’acte signé.',
}

type Decision = Pick<Instruire, 'v' | 'avis' | 'choix' | 'sources' | 'mouvements' | 'values'> & { s: Suivi; errors: Saisie }
const Decider = ({ s, v, avis, choix, sources, mouvements, values, errors }: Decision) => (
  <>
    <h2 class="fr-h4 fr-mt-6w">Décision</h2>
    {s.acheveLe && <p>{PLUS_ACCORDE}</p>}
    {avis.map(a => (
      <p>
        {a.phrase} {a.convoquer && v.avis !== '' && <a href={a.convoquer}>Préparer sa séance</a>}
      </p>
    ))}
    {v.avis === '' ? (
      <p>Elle attend l’avis du service.</p>
    ) : (
      <Formulaire action={paths.suiviDossier.decisionAvenant(s.dossierId, v.id)} class="gt-mesure">
        <RadioGroup
          name="sens"
          label="Votre décision"
          options={[...(s.acheveLe || avis.some(a => a.attendu) ? [] : [ACCORDER]), { value: 'refuse', label: 'Refuser' }]}
          value={values.sens}
          error={errors.sens}
        />
        <Supplement
          plus={(v.demande.montant ?? 0) - s.accorde}
          sources={sources}
          mouvements={mouvements}
          value={values.enveloppe}
          error={errors.enveloppe}
        />
        <TextArea
          name="reponse"
          label="Réponse au porteur"
          hint={avis.length > 0 ? 'Nécessaire pour refuser, et pour ne pas suivre un avis.' : 'Nécessaire pour refuser.'}
          rows={3}
          value={values.reponse}
          error={errors.reponse}
        />
        <QuiSigne choix={choix} value={values.signataire} error={errors.signataire} />
        <FormActions principal="Décider" filet={false} />
      </Formulaire>
    )}
  </>
)

/** Who pays what an amendment adds; one that takes off gives it back to where it came from. */
const Supplement = ({ plus, ...qui }: { plus: number } & Omit<Parameters<typeof QuiPaie>[0], 'saisi' | 'defaut' | 'ensemble'>) =>
  plus > 0 ? <QuiPaie {...qui} saisi="" defaut={plus} ensemble="La sienne d’abord" /> : null
