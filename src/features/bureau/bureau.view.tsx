import { formatInstant } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import { pluriel } from '../../lib/mots.ts'
import { paths } from '../../paths.ts'
import { Alert, Chiffres, EmptyState } from '../../ui/blocs.tsx'
import { Onglets } from '../../ui/liens.tsx'
import { Nouvelles } from '../../ui/nouvelles.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import type { Appel } from '../cahier/index.ts'
import { type Refuse, Refuses } from '../signatures/index.ts'
import type { ExportFait } from './bureau.queries.ts'
import { Engagements } from './engagements.view.tsx'
import { deLaVue, type LigneDite, VUES, type Vue } from './etapes.rules.ts'
import type { APayer } from './exporter.ts'
import { Exports } from './exports.view.tsx'
import { TableDuBureau } from './table.view.tsx'

type Props = {
  site: Site
  appel: Appel
  instant: Date
  /** Of the orders that the page may send: the same form twice orders once. */
  cle: string
  vue: Vue
  /** Somebody signs for the call, in the guichet. */
  aSigner: boolean
  lignes: readonly LigneDite[]
  /** How many are not shown: the reader is in conflict on them, and their letters have not left. */
  tues: number
  aExporter: readonly APayer[]
  exports: readonly ExportFait[]
  fait?: string | undefined
  refus?: string | undefined
  refuses?: readonly Refuse[]
  colle?: string
}

/** After the decisions: who is at which step, what opens the next one, and the acts that are made of many at once. */
export const BureauPage = ({
  site,
  appel,
  instant,
  cle,
  vue,
  aSigner,
  lignes,
  tues,
  aExporter,
  exports,
  fait,
  refus,
  refuses,
  colle,
}: Props) => {
  const laureats = lignes.filter(x => x.l.montant > 0)
  const montrees = deLaVue(lignes, vue)
  const n = (v: Vue) => deLaVue(lignes, v).length
  const faites = (etape: 'signature' | 'engagement' | 'lettre' | 'avance', de: readonly LigneDite[]) =>
    de.length === 0 ? 'aucun' : `${de.filter(x => x.etapes[etape].signe === 'fait').length} sur ${de.length}`
  return (
    <Page
      site={site}
      titre={`Actes et paiements, ${appel.titre}`}
      large
      erreur={refus !== undefined}
      ariane={[
        { libelle: 'Accueil', href: paths.accueil },
        { libelle: 'Appels et versions', href: paths.administration.appels },
        { libelle: appel.titre, href: paths.administration.appel(appel.slug) },
        { libelle: 'Actes et paiements' },
      ]}
    >
      <h1 class="fr-h2">Actes et paiements</h1>
      <Nouvelles fait={fait} refus={refus} />
      {refuses && <Refuses refus={refuses} />}
      <p class="fr-text--lead">
        <strong>
          {pluriel(laureats.length, 'lauréat')}, {formatEuros(laureats.reduce((t, x) => t + x.l.montant, 0))}.
        </strong>{' '}
        {n('bloque') > 0 ? `${pluriel(n('bloque'), 'décision attend', 'décisions attendent')} le service.` : 'Rien n’attend le service.'}
      </p>
      {tues > 0 && (
        <p>
          {pluriel(
            tues,
            'dossier où vous avez un conflit d’intérêts n’est pas montré',
            'dossiers où vous avez un conflit d’intérêts ne sont pas montrés',
          )}{' '}
          avant {tues > 1 ? 'leurs lettres' : 'sa lettre'}&nbsp;: une autre personne s’en charge.
        </p>
      )}
      <Chiffres
        chiffres={[
          { terme: aSigner ? 'Signées' : 'Confirmées', valeur: faites('signature', lignes) },
          { terme: 'Engagements', valeur: faites('engagement', laureats) },
          { terme: 'Lettres et actes', valeur: faites('lettre', lignes) },
          { terme: 'Avances versées', valeur: faites('avance', laureats) },
          { terme: 'Bilans à lire', valeur: n('lire') },
        ]}
      />
      <p class="gt-sous">
        {aSigner
          ? 'Ce qui ouvre chaque étape. Signature\u00a0: procès-verbal figé. Engagement\u00a0: décision signée. Lettre et arrêté\u00a0: signature de plus de dix minutes, engagement. Avance\u00a0: arrêté signé, engagement.'
          : 'Personne n’est désigné pour signer dans le guichet\u00a0: les décisions sont confirmées sur la page des notifications, les actes signés reviennent numérisés.'}{' '}
        <a href={paths.administration.notifications(appel.slug)}>Notifications</a>
      </p>
      {lignes.length === 0 ? (
        <EmptyState titre="Rien n’est encore décidé.">
          {appel.comite ? 'Les décisions du comité arrivent ici dès la séance.' : 'Une décision arrive ici dès qu’elle est écrite.'}
        </EmptyState>
      ) : (
        <>
          <Onglets
            nom="Ce que la table montre"
            onglets={(Object.keys(VUES) as Vue[]).map(v => ({
              libelle: VUES[v],
              compte: n(v),
              href: `${paths.administration.bureau(appel.slug)}?vue=${v}`,
              courant: v === vue,
            }))}
          />
          {montrees.length === 0 ? (
            <Alert petit>
              <p>Aucune décision n’en est là.</p>
            </Alert>
          ) : (
            <TableDuBureau appel={appel} lignes={montrees} vue={vue} aSigner={aSigner} cle={cle} instant={instant} />
          )}
          <Engagements appel={appel} lignes={lignes} colle={colle} />
          <Exports appel={appel} aExporter={aExporter} exports={exports} />
        </>
      )}
      <p class="gt-sous">État au {formatInstant(instant)}.</p>
    </Page>
  )
}
