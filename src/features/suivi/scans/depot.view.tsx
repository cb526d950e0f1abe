import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert } from '../../../ui/blocs.tsx'
import { FileField } from '../../../ui/champs.tsx'
import { Cle, ErrorSummary, FormActions, Formulaire } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { Time } from '../../../ui/texte.tsx'
import { FICHIERS_MAX, JOURS_GARDES, OCTETS_MAX, PAGES_MAX } from './scan.rules.ts'
import type { ActeEnAttente, FichierScan, Scan, ScanListe } from './scans.queries.ts'

export const ARIANE_SCANS = [{ libelle: 'Suivi des lauréats', href: paths.suivi.portefeuille }]
const ACCEPTES = '.pdf,.jpg,.jpeg,.png'

type Depot = {
  site: Site
  attente: readonly ActeEnAttente[]
  scans: readonly ScanListe[]
  cle: string
  errors: Readonly<Record<string, string>>
  supprime: boolean
}
/** Signed acts in one or several files: what happens to them, and the last ones dropped. */
export const DepotPage = ({ site, attente, scans, cle, errors, supprime }: Depot) => (
  <Page
    site={site}
    titre="Déposer des scans signés"
    erreur={Object.keys(errors).length > 0}
    ariane={[...ARIANE_SCANS, { libelle: 'Scans signés' }]}
  >
    <div class="gt-lecture">
      <ErrorSummary errors={errors} />
      {supprime && (
        <Alert ton="success" petit reponse>
          <p>Le scan est supprimé. Les actes déjà enregistrés restent.</p>
        </Alert>
      )}
      <h1 class="fr-h2">Déposer des scans signés</h1>
      <p class="fr-text--lead">
        {attente.length > 0
          ? `${pluriel(attente.length, 'acte')} ${attente.length > 1 ? 'attendent leur' : 'attend son'} signature.`
          : 'Aucun acte n’attend sa signature.'}
      </p>
      <p>
        Numérisez ensemble les actes signés, dans n’importe quel ordre. Le code imprimé au bas de chaque page dit de quel acte elle est.
        Vous relisez le résultat avant que rien ne soit enregistré.
      </p>
      <Formulaire action={paths.suivi.scans} fichiers>
        <Cle valeur={cle} />
        <FileField
          name="fichier"
          label="Fichiers du scanner"
          hint={`PDF, JPEG ou PNG. ${FICHIERS_MAX}\u00a0fichiers, ${PAGES_MAX}\u00a0pages et ${OCTETS_MAX / 1_000_000}\u00a0Mo au plus. En 200 ou 300 points par pouce.`}
          accept={ACCEPTES}
          multiple
          error={errors.fichier}
        />
        <FormActions principal="Lire les scans" filet={false}>
          <a class="fr-link" href={paths.suivi.portefeuille}>
            Revenir au suivi
          </a>
        </FormActions>
      </Formulaire>
      {scans.length > 0 && <Recents scans={scans} />}
    </div>
  </Page>
)

const Recents = ({ scans }: Pick<Depot, 'scans'>) => (
  <section aria-labelledby="recents">
    <h2 class="fr-h4 fr-mt-4w fr-mb-1w" id="recents">
      Derniers dépôts
    </h2>
    <p class="gt-sous">Un scan est gardé {JOURS_GARDES}&nbsp;jours.</p>
    <Tableau
      legende="Scans déposés"
      legendeCachee
      lignes={scans}
      colonnes={[
        {
          titre: 'Déposé le',
          cellule: s => (
            <a href={paths.suivi.scan(s.id)}>
              <Time instant={s.deposeLe} />
            </a>
          ),
        },
        { titre: 'Fichiers', cellule: s => s.fichiers, num: true },
        { titre: 'Pages', cellule: s => s.pages, num: true },
        { titre: 'Actes enregistrés', cellule: s => s.faits, num: true },
      ]}
    />
  </section>
)

type Lecture = { site: Site; scan: Scan; fichiers: readonly FichierScan[]; pages: number }
/** While the pages are read; a script reads it again until the end. */
export const LecturePage = ({ site, scan, fichiers, pages }: Lecture) => {
  const connues = fichiers.every(f => f.pages !== null || f.refus) ? fichiers.reduce((n, f) => n + (f.pages ?? f.lues), 0) : undefined
  return (
    <Page
      site={site}
      titre="Lecture des scans"
      ariane={[...ARIANE_SCANS, { libelle: 'Scans signés', href: paths.suivi.scans }, { libelle: 'Lecture' }]}
    >
      <div class="gt-lecture">
        <h1 class="fr-h2">Lecture des scans</h1>
        <EnCours
          scan={scan}
          etape="lecture"
          faites={pages}
          total={connues}
          texte={
            connues === undefined ? `${pluriel(pages, 'page')} lue${pages > 1 ? 's' : ''}` : `${pages} sur ${pluriel(connues, 'page')}`
          }
        />
      </div>
    </Page>
  )
}

type Avance = { scan: Scan; etape: string; faites: number; total: number | undefined; texte: string }
/** How far a job is; the page is shown again when it ends. */
export const EnCours = ({ scan, etape, faites, total, texte }: Avance) => (
  <div
    class="gt-progression"
    data-controller="progression"
    data-progression-url-value={paths.suivi.scan(scan.id)}
    data-progression-relire-value="true"
  >
    <div data-progression-target="vue">
      <div class="gt-progression__vue" data-progression-target="enCours" data-etape={etape}>
        <p id="avancement">
          <strong>{texte}</strong>
        </p>
        <progress value={total === undefined ? undefined : faites} max={total} aria-labelledby="avancement" />
        <p class="gt-sous">
          Vous pouvez continuer à travailler&nbsp;: le résultat vous attend ici. <a href={paths.suivi.scan(scan.id)}>Actualiser</a>
        </p>
      </div>
    </div>
    <p class="fr-sr-only" role="status" data-progression-target="annonce" />
  </div>
)
