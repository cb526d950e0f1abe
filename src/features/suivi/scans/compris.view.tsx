import { formatDateCivileCourte, formatJour, formatJourCourt } from '../../../lib/dates.ts'
import { pluriel } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Alert, EmptyState } from '../../../ui/blocs.tsx'
import { BoutonPost, ErrorSummary } from '../../../ui/form.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Tableau } from '../../../ui/table.tsx'
import { ARIANE_SCANS, EnCours } from './depot.view.tsx'
import { APlacer } from './placements.view.tsx'
import { NomActe, Pages, Prets, Projet, type SaisieVue } from './prets.view.tsx'
import { type Compris, encoreAPlacer, enSuite, type Groupe, JOURS_GARDES, phraseRefus } from './scan.rules.ts'
import type { ActeEnAttente, FichierScan, LigneScan, Scan } from './scans.queries.ts'

export type ComprisProps = {
  site: Site
  scan: Scan
  fichiers: readonly FichierScan[]
  lignes: readonly LigneScan[]
  attente: readonly ActeEnAttente[]
  compris: Compris
  saisie: SaisieVue
  errors: Readonly<Record<string, string>>
  /** An act is no longer as it was read. */
  change: boolean
}

/** What a scan was understood to hold, before anything is filed; then what was. */
export const ComprisPage = (p: ComprisProps) => {
  const confirmes = new Set(p.lignes.filter(l => l.etat !== 'refuse').map(l => l.acteId))
  const compris = { ...p.compris, aPlacer: encoreAPlacer(p.compris, p.lignes) }
  const groupes = p.compris.groupes.filter(g => !confirmes.has(g.acteId))
  const prets = groupes.filter(g => !g.refus)
  const refuses = groupes.filter(g => g.refus)
  const enAttente = p.lignes.filter(l => l.etat === 'a_faire').length
  const titre = `Scan du ${formatJour(p.scan.deposeLe)}`
  return (
    <Page
      site={p.site}
      titre={titre}
      large
      erreur={Object.keys(p.errors).length > 0 || p.change}
      ariane={[...ARIANE_SCANS, { libelle: 'Scans signés', href: paths.suivi.scans }, { libelle: titre }]}
    >
      <div class="gt-scan">
        <ErrorSummary errors={p.errors} />
        {p.change && (
          <Alert ton="warning" titre="Un acte a changé entre-temps" reponse>
            <p>Rien n’est enregistré. Relisez, puis confirmez à nouveau.</p>
          </Alert>
        )}
        <h1>{titre}</h1>
        <p class="fr-text--lead">{phrase(prets.length, refuses.length, p)}</p>
        {enAttente > 0 ? (
          <EnCours
            scan={p.scan}
            etape="enregistrement"
            faites={p.lignes.length - enAttente}
            total={p.lignes.length}
            texte={`Enregistrement\u00a0: ${p.lignes.length - enAttente} sur ${pluriel(p.lignes.length, 'acte')}`}
          />
        ) : (
          p.lignes.length > 0 && <Compte lignes={p.lignes} />
        )}
        {prets.length > 0 && enAttente === 0 && <Prets scan={p.scan} prets={prets} saisie={p.saisie} errors={p.errors} />}
        {groupes.length === 0 && p.lignes.length === 0 && (
          <EmptyState titre="Aucun acte reconnu.">Numérisez en 200 ou 300 points par pouce, sans couper le bas des pages.</EmptyState>
        )}
        {refuses.length > 0 && <Refuses refuses={refuses} />}
        {compris.aPlacer.length > 0 && <APlacer scan={p.scan} compris={compris} attente={p.attente} />}
        <Restes fichiers={p.fichiers} blanches={p.compris.blanches} />
        {enAttente === 0 && <Suppression scan={p.scan} />}
      </div>
    </Page>
  )
}

function phrase(prets: number, refuses: number, { compris, fichiers, lignes }: ComprisProps): string {
  const perdues = compris.aPlacer.filter(x => !x.acteId && !x.choix).length
  const nonLus = fichiers.filter(f => f.refus).length
  const faits = lignes.filter(l => l.etat === 'fait').length
  const enCours = lignes.filter(l => l.etat === 'a_faire').length
  const parts = [
    ...(faits + enCours + prets === 0 ? ['Aucun acte à enregistrer'] : []),
    ...(faits > 0 ? [pluriel(faits, 'acte enregistré', 'actes enregistrés')] : []),
    ...(enCours > 0 ? [`${pluriel(enCours, 'acte')} en cours d’enregistrement`] : []),
    ...(prets > 0 ? [`${pluriel(prets, 'acte')} à enregistrer`] : []),
    ...(refuses > 0 ? [`${refuses}\u00a0à revoir`] : []),
    ...(perdues > 0 ? [`${pluriel(perdues, 'page')} sans acte`] : []),
    ...(nonLus > 0 ? [`${pluriel(nonLus, 'fichier')} à numériser à nouveau`] : []),
  ]
  return `${parts.join(', ')}.`
}

const Compte = ({ lignes }: Pick<ComprisProps, 'lignes'>) => {
  const faits = lignes.filter(l => l.etat === 'fait')
  const refus = lignes.filter(l => l.etat === 'refuse')
  return (
    <div class={`fr-alert fr-alert--${refus.length > 0 ? 'warning' : 'success'} fr-alert--sm gt-alerte gt-compte-rendu`} id="compte-rendu">
      <h2 class="fr-alert__title">
        {faits.length > 0 ? `${pluriel(faits.length, 'acte enregistré', 'actes enregistrés')}` : 'Aucun acte enregistré'}
        {refus.length > 0 && `, ${pluriel(refus.length, 'refusé')}`}
      </h2>
      {faits.length > 0 && <p>Les structures de ces projets sont prévenues.</p>}
      <Tableau
        legende="Actes confirmés"
        legendeCachee
        dense
        lignes={[...refus, ...faits]}
        colonnes={[
          { titre: 'Acte', cellule: l => <a href={paths.suivi.dossier(l.dossierId)}>n°&nbsp;{l.numero}</a> },
          { titre: 'Structure', cellule: l => l.porteur },
          { titre: 'Signé le', cellule: l => formatDateCivileCourte(l.signeLe) },
          { titre: 'Résultat', cellule: l => l.motif ?? 'Enregistré' },
        ]}
      />
    </div>
  )
}

const Refuses = ({ refuses }: { refuses: readonly Groupe[] }) => (
  <section aria-labelledby="refuses">
    <h2 class="fr-h4 fr-mt-4w" id="refuses">
      À revoir
    </h2>
    <Tableau
      legende="Actes qui ne peuvent pas être enregistrés"
      legendeCachee
      dense
      lignes={refuses}
      colonnes={[
        { titre: 'Acte', cellule: g => <NomActe g={g} /> },
        { titre: 'Projet', cellule: g => <Projet g={g} /> },
        { titre: 'Pages du scan', cellule: g => <Pages g={g} /> },
        { titre: 'Pourquoi', cellule: g => g.refus },
      ]}
    />
  </section>
)

const Restes = ({ fichiers, blanches }: { fichiers: readonly FichierScan[]; blanches: readonly number[] }) => {
  const refuses = fichiers.filter(f => f.refus)
  return (
    <>
      {refuses.length > 0 && (
        <section aria-labelledby="fichiers">
          <h2 class="fr-h4 fr-mt-4w" id="fichiers">
            Fichiers non lus, ou lus en partie
          </h2>
          <Tableau
            legende="Fichiers qui ne se lisent pas jusqu’au bout"
            legendeCachee
            dense
            lignes={refuses}
            colonnes={[
              { titre: 'Fichier', cellule: f => f.nom },
              { titre: 'Pourquoi', cellule: f => phraseRefus(f.refus!, f.lues) },
            ]}
          />
        </section>
      )}
      {blanches.length > 0 && (
        <p class="gt-sous fr-mt-2w">
          {blanches.length > 1 ? 'Pages blanches, laissées de côté' : 'Page blanche, laissée de côté'}&nbsp;: {enSuite(blanches)}.
        </p>
      )}
    </>
  )
}

const Suppression = ({ scan }: { scan: Scan }) => (
  <div class="fr-mt-4w">
    <p class="gt-sous">
      Ce scan est gardé jusqu’au {formatJourCourt(new Date(scan.deposeLe.getTime() + JOURS_GARDES * 86_400_000))}, ses pages sans acte
      aussi. Les actes enregistrés gardent leur exemplaire.
    </p>
    <BoutonPost action={paths.suivi.suppressionScan(scan.id)} class="fr-btn fr-btn--tertiary fr-btn--sm">
      Supprimer ce scan
    </BoutonPost>
  </div>
)
