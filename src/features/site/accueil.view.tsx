import type { Child } from 'hono/jsx'
import { formatInstant } from '../../lib/dates.ts'
import { formatEuros, formatNombre } from '../../lib/euros.ts'
import { paths } from '../../paths.ts'
import { Conseil, Reperes, Source } from '../../ui/blocs.tsx'
import { Parcours } from '../../ui/listes.tsx'
import { Page } from '../../ui/page.tsx'
import type { Site } from '../../ui/site.ts'
import { Typo } from '../../ui/texte.tsx'
import { type classer, Listes, motsDesPorteurs, type Resultats, Une } from '../appels/index.ts'
import { montantTotal } from '../cahier/index.ts'
import type { Activite } from './site.queries.ts'

type Classement = ReturnType<typeof classer>
/** `activite`: absent while the invented dossiers of a demonstration are being written. */
export type AccueilProps = { site: Site; classement: Classement; activite: Activite | undefined; resultats: Resultats; instant: Date }

/** The home page: what can be done today first, then what comes, how it goes, and the figures that exist. */
export const AccueilPage = ({ site, classement, activite, resultats, instant }: AccueilProps) => {
  const { ouverts, aVenir, clos } = classement
  const titre = `Financer un projet de votre ${motsDesPorteurs.nomCommun(lus(classement))}`
  return (
    <Page site={site} titre={titre}>
      <div class="gt-intro">
        <h1 class="fr-mb-2w">{titre}</h1>
        <p class="fr-text--lead fr-mb-0">
          Trouvez un appel à projets, déposez votre dossier en ligne, suivez la décision, puis rendez compte de l’usage de l’aide.
        </p>
      </div>
      <section aria-labelledby="ouverts" class="fr-mt-6w">
        <h2 id="ouverts" class="fr-h4">
          {titreOuverts(ouverts.length)}
        </h2>
        {ouverts.length > 0 ? (
          ouverts.map(a => <Une appel={a} instant={instant} />)
        ) : (
          <Listes.AucunOuvert prochain={aVenir[0]} instant={instant} />
        )}
      </section>
      {(aVenir.length > 0 || clos.length > 0) && (
        <div class="fr-grid-row fr-grid-row--gutters fr-mt-4w">
          {aVenir.length > 0 && (
            <Colonne id="venir" titre="À venir">
              <Listes.AVenir appels={aVenir} instant={instant} />
            </Colonne>
          )}
          {clos.length > 0 && (
            <Colonne id="clos" titre="Clos">
              <Listes.Clos appels={clos} instant={instant} resultats={resultats} />
            </Colonne>
          )}
        </div>
      )}
      <CommentCelaSePasse classement={classement} />
      {ouverts.length > 0 && <Chiffres ouverts={ouverts} activite={activite} />}
      <p class="fr-mt-4w fr-mb-0">
        Qui a reçu une aide, et combien&nbsp;: <a href={paths.donneesOuvertes.accueil}>les données ouvertes</a>
      </p>
    </Page>
  )
}

const titreOuverts = (n: number) =>
  n === 0 ? 'Aucun appel ouvert' : n === 1 ? 'Un appel ouvert aujourd’hui' : `${n}\u00a0appels ouverts aujourd’hui`

const Colonne = ({ id, titre, children }: { id: string; titre: string; children?: Child }) => (
  <section class="fr-col-12 fr-col-lg-6" aria-labelledby={id}>
    <h2 id={id} class="fr-h4">
      {titre}
    </h2>
    {children}
  </section>
)

/** The calls that a visitor may act on, whose words the page takes: the open ones, else those to come, else what was. */
const lus = ({ ouverts, aVenir, clos }: Classement) => [ouverts, aVenir, clos].find(l => l.length > 0) ?? []

const verifier = (duree: string) => ({
  titre: 'Vérifier',
  texte: `${duree}, sans compte. Chaque règle vous répond avec ses chiffres et la clause dont elle vient.`,
})
const ENSUITE = [
  { titre: 'Préparer', texte: 'Le dossier appartient à votre structure\u00a0: vos collègues y travaillent avec vous. Rien ne se perd.' },
  { titre: 'Déposer', texte: 'Avant l’heure de clôture. Vous recevez aussitôt un accusé de réception, avec un numéro et l’heure exacte.' },
  { titre: 'Suivre', texte: 'La décision arrive avec ses motifs. Ensuite, vous rendez compte de l’usage de l’aide.' },
]

const CommentCelaSePasse = ({ classement }: { classement: Classement }) => (
  <section aria-labelledby="etapes-guichet" class="fr-mt-6w">
    <h2 id="etapes-guichet" class="fr-h4">
      Comment cela se passe
    </h2>
    <Parcours etapes={[verifier(motsDesPorteurs.dureeDuTest(classement.ouverts)), ...ENSUITE]} />
    <Conseil>
      <b>À prévoir en premier&nbsp;:</b>{' '}
      {motsDesPorteurs.aDesCollectivites(lus(classement))
        ? 'une délibération de votre conseil. C’est souvent la pièce qui prend le plus de temps.'
        : 'les pièces à joindre. C’est souvent ce qui prend le plus de temps.'}
      {classement.ouverts[0] && [' ', <a href={`${paths.appels.voir(classement.ouverts[0].slug)}#preparer`}>Ce qu’il faut préparer</a>]}
    </Conseil>
  </section>
)

const Chiffres = ({ ouverts, activite: a }: Pick<AccueilProps, 'activite'> & Pick<Classement, 'ouverts'>) => {
  const aux = ouverts.length > 1 ? 'aux appels ouverts' : 'à l’appel ouvert'
  const deposes = a && [
    { terme: `${a.dossiers > 1 ? 'dossiers déposés' : 'dossier déposé'} ${aux}`, valeur: formatNombre(a.dossiers) },
    { terme: a.structures > 1 ? 'structures ont déposé' : 'structure a déposé', valeur: formatNombre(a.structures) },
  ]
  return (
    <section aria-labelledby="chiffres" class="fr-mt-6w">
      <h2 id="chiffres" class="fr-h4">
        Le guichet en chiffres
      </h2>
      <Reperes
        chiffres={[...(deposes ?? []), { terme: 'à répartir', valeur: formatEuros(ouverts.reduce((t, o) => t + montantTotal(o), 0)) }]}
      />
      <Source>
        {a ? (
          <>
            Au <Typo texte={formatInstant(a.instant)} />.
          </>
        ) : (
          'Les dossiers inventés s’écrivent encore. Leur nombre se lira ici.'
        )}
      </Source>
    </section>
  )
}
