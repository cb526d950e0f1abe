import { formatJourCourt } from '../../../lib/dates.ts'
import { formatEuros } from '../../../lib/euros.ts'
import { a } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { DateField, Field, MoneyField, TextArea } from '../../../ui/champs.tsx'
import { Cle, FormActions, Formulaire } from '../../../ui/form.tsx'
import type { Site } from '../../../ui/site.ts'
import { QuiPaie } from '../../decisions/index.ts'
import { type ChoixSignataire, QuiSigne } from '../../delegations/index.ts'
import { CadreActe, Retour } from '../cadre.view.tsx'
import type { Compte } from '../compte.ts'
import type { VersementLu } from '../projet.queries.ts'
import type { Suivi } from '../suivi.queries.ts'
import { type Calcule, type ErreursVersement, type NatureOrdonnee, type SaisieVersement, vuDe } from './ordonner.ts'
import { NOMS_VERSEMENT } from './versements.mots.ts'
import { motCalcul } from './versements.view.tsx'

type Ordonner = {
  site: Site
  c: Compte
  nature: NatureOrdonnee
  /** What it is computed from, in words. */
  sur: string
  values: SaisieVersement
  cle: string
  /** Who may order it, and who was chosen. */
  choix: ChoixSignataire
  signataire?: string | undefined
  /** What each envelope of the aid has still to pay. */
  payeurs: Parameters<typeof QuiPaie>[0]['sources']
  /** The amount where the form has none: the most that may be paid. */
  defaut: number
  errors?: ErreursVersement & { signataire?: string }
}
const TITRES: Record<NatureOrdonnee, string> = {
  avance: 'Ordonner une avance',
  acompte: 'Ordonner un acompte',
  solde: 'Ordonner le solde',
}
/** Orders a payment. Of the balance, the two figures that nobody else knows are asked; its amount follows from them. */
export const OrdonnerPage = ({ site, c, nature, sur, values, cle, choix, signataire, payeurs, defaut, errors = {} }: Ordonner) => {
  const { s } = c.acces
  return (
    <CadreActe site={site} s={s} cote="service" titre={TITRES[nature]} errors={errors}>
      <p class="fr-text--lead">
        {s.porteur}, «&nbsp;{s.titre || 'Sans titre'}&nbsp;».
      </p>
      <p>{sur}.</p>
      <Formulaire action={paths.suiviDossier.versements(s.dossierId, nature)} method={nature === 'solde' ? 'get' : 'post'}>
        <Cle valeur={cle} />
        {nature === 'solde' && s.forfait ? (
          <p>Un forfait se paie sur ce qui est déclaré fait, sans facture. Vous relirez le calcul avant de l’ordonner.</p>
        ) : nature === 'solde' ? (
          <>
            <MoneyField
              name="coutReel"
              label="Coût réel du projet, hors taxes"
              hint={`Proposé\u00a0: ${formatEuros(s.htEligible)} de commandes éligibles, et les dépenses du plan hors de la base.`}
              value={values.coutReel}
              error={errors.coutReel}
            />
            <MoneyField
              name="autresAides"
              label="Autres aides publiques reçues"
              hint={`Le plan en prévoyait ${formatEuros(c.prevu.autresAides)}. Avec l’aide, elles ne dépassent pas le coût réel.`}
              value={values.autresAides}
              error={errors.autresAides}
            />
            <p>Vous relirez le calcul avant de l’ordonner. Si trop a été ordonné, un reversement est demandé au porteur.</p>
          </>
        ) : (
          <MoneyField name="montant" label="Montant" value={values.montant} error={errors.montant} />
        )}
        {nature !== 'solde' && (
          <QuiPaie
            sources={payeurs}
            saisi={values.montant}
            defaut={defaut}
            value={values.enveloppe}
            error={errors.enveloppe}
            ensemble="Dans leur ordre"
          />
        )}
        <Field name="ej" label="Engagement juridique (EJ)" facultatif court value={values.ej} error={errors.ej} />
        <Field name="dp" label="Demande de paiement (DP)" facultatif court value={values.dp} error={errors.dp} />
        <QuiSigne choix={choix} value={signataire} error={errors.signataire} />
        <FormActions principal={nature === 'solde' ? 'Calculer le solde' : 'Ordonner'} filet={false}>
          <Retour s={s} cote="service" />
        </FormActions>
      </Formulaire>
    </CadreActe>
  )
}

/** Asks for the form of a balance again, with the figures that are in the address. */
export const CORRIGER = 'corriger'

/** What a balance comes to: what, from what, how much, to or from whom. Nothing is ordered before it is confirmed. */
type Solde = Pick<Ordonner, 'site' | 'c' | 'values' | 'cle' | 'signataire' | 'payeurs' | 'errors'> & { calcule: Calcule }
export const SoldePage = ({ site, c, calcule, values, cle, signataire = '', payeurs, errors = {} }: Solde) => {
  const { s } = c.acces
  const { nature, montant } = calcule
  const somme = formatEuros(montant, { centimes: true })
  const dit =
    montant === 0
      ? 'Rien n’est à verser ni à reverser. L’aide sera soldée.'
      : nature === 'reversement'
        ? `${s.porteur} reverse ${somme}. Un courriel le lui demande.`
        : `${somme} sont versés ${a(s.porteur)}.`
  const action = montant === 0 ? 'Solder l’aide' : nature === 'reversement' ? `Demander le reversement de ${somme}` : `Ordonner ${somme}`
  return (
    <CadreActe site={site} s={s} cote="service" titre="Relire le solde" errors={errors}>
      <p class="fr-text--lead">{dit}</p>
      <p>{motCalcul(calcule)}.</p>
      <Formulaire action={paths.suiviDossier.versements(s.dossierId, 'solde')}>
        <Cle valeur={cle} />
        <input type="hidden" name="vu" value={vuDe(calcule)} />
        <input type="hidden" name="signataire" value={signataire} />
        {Object.entries(values)
          .filter(([name]) => name !== 'enveloppe')
          .map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
        {nature === 'solde' && montant > 0 && (
          <QuiPaie
            sources={payeurs}
            saisi=""
            defaut={montant}
            value={values.enveloppe}
            error={errors.enveloppe}
            ensemble="Dans leur ordre"
          />
        )}
        <FormActions principal={action} filet={false}>
          <a
            class="fr-link"
            href={`${paths.suiviDossier.versements(s.dossierId, 'solde')}?${new URLSearchParams({ ...values, cle, signataire, [CORRIGER]: 'oui' })}`}
          >
            Corriger les montants
          </a>
        </FormActions>
      </Formulaire>
    </CadreActe>
  )
}

type Payer = {
  site: Site
  s: Suivi
  v: VersementLu
  annulable: boolean
  values: { verse_le?: string; raison?: string }
  errors?: { verse_le?: string; raison?: string }
}
/** What became of an order: paid on a day, or cancelled with why. */
export const PaiementPage = ({ site, s, v, annulable, values, errors = {} }: Payer) => (
  <CadreActe site={site} s={s} cote="service" titre={`${NOMS_VERSEMENT[v.nature]} de ${formatEuros(v.montant)}`} errors={errors}>
    <p>
      {v.nature === 'reversement' ? 'Demandé' : 'Ordonné'} le {formatJourCourt(v.ordonneLe)}. {motCalcul(v)}.
    </p>
    <Formulaire action={paths.suiviDossier.paiement(s.dossierId, v.id)}>
      <DateField
        name="verse_le"
        label={v.nature === 'reversement' ? 'Reçu le' : 'Payé le'}
        value={values.verse_le}
        error={errors.verse_le}
        hint="La date donnée par le comptable, jj/mm/aaaa"
      />
      <FormActions principal={v.nature === 'reversement' ? 'Constater le reversement' : 'Constater le paiement'} filet={false}>
        <Retour s={s} cote="service" />
      </FormActions>
    </Formulaire>
    {annulable && (
      <>
        <h2 class="fr-h4 fr-mt-6w">Annuler cet ordre</h2>
        <Formulaire action={paths.suiviDossier.annulation(s.dossierId, v.id)}>
          <TextArea name="raison" label="Pourquoi" rows={3} value={values.raison} error={errors.raison} />
          <button class="fr-btn fr-btn--secondary" type="submit">
            Annuler cet ordre
          </button>
        </Formulaire>
      </>
    )}
  </CadreActe>
)
