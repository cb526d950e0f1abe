import { formatDateCivile, formatJour } from '../../../lib/dates.ts'
import { avecArticle } from '../../../lib/mots.ts'
import { paths } from '../../../paths.ts'
import { Badge, EmptyState } from '../../../ui/blocs.tsx'
import { Rangee, Rangees } from '../../../ui/listes.tsx'
import { Page } from '../../../ui/page.tsx'
import type { Site } from '../../../ui/site.ts'
import { Typo } from '../../../ui/texte.tsx'
import { nomPeriode } from '../periodes.ts'
import { MOTS_BILAN } from '../suivi.rules.ts'
import type { BilanListe } from './mes-bilans.queries.ts'

export const aFaire = (b: Pick<BilanListe, 'etat'>) => b.etat === 'a_deposer' || b.etat === 'renvoye'
const enRetard = (b: BilanListe, jour: string) => b.etat === 'a_deposer' && b.echeance < jour

/** One bilan: its period, its project, when it is due or was filed. `projet`: its page names the project already. */
export const LigneBilan = ({ b, jour, projet }: { b: BilanListe; jour: string; projet?: boolean }) => {
  const { long } = nomPeriode(b.fin, b.cadenceMois)
  const periode = `${long.charAt(0).toUpperCase()}${long.slice(1)}`
  return (
    <Rangee
      href={paths.bilans.voir(b.dossierId, b.id)}
      titre={
        <>
          <Typo texte={periode} />
          {!projet && <span class="fr-sr-only">, {b.titre}</span>}
        </>
      }
      note={projet ? undefined : `${b.titre}, dossier ${b.numero}${b.porteurMoi ? '' : `, porté par ${avecArticle(b.porteur)}`}`}
      badge={<Etat b={b} jour={jour} />}
      fin={
        aFaire(b)
          ? `${b.echeance < jour ? 'Attendu le' : 'Avant le'} ${formatDateCivile(b.echeance)}`
          : b.deposeLe
            ? `Déposé le ${formatJour(b.deposeLe)}`
            : undefined
      }
    />
  )
}

/** A bilan whose period is not over is only under way. */
const Etat = ({ b, jour }: { b: BilanListe; jour: string }) => {
  if (enRetard(b, jour)) return <Badge ton="error">En retard</Badge>
  if (b.etat === 'a_deposer' && b.fin > jour) return <Badge>En cours</Badge>
  return <Badge ton={MOTS_BILAN[b.etat].ton}>{MOTS_BILAN[b.etat].mot}</Badge>
}

const Suite = ({ titre, bilans, jour }: { titre: string; bilans: readonly BilanListe[]; jour: string }) =>
  bilans.length === 0 ? null : (
    <>
      <h2 class="fr-h5 fr-mt-4w">{titre}</h2>
      <Rangees>
        {bilans.map(b => (
          <LigneBilan b={b} jour={jour} />
        ))}
      </Rangees>
    </>
  )

/** Every bilan of the reader's projects: those to file, the next one due first, then those filed, then those that nobody waits for any more. */
export const BilansPage = ({ site, bilans, jour }: { site: Site; bilans: readonly BilanListe[]; jour: string }) => {
  const dus = bilans.filter(aFaire)
  const deposes = bilans.filter(b => b.etat === 'depose' || b.etat === 'accepte')
  const sansObjet = bilans.filter(b => b.etat === 'sans_objet')
  return (
    <Page site={site} titre="Mes bilans" ariane={[{ libelle: 'Mon espace', href: paths.espace }, { libelle: 'Mes bilans' }]}>
      <h1 class="fr-h2">Mes bilans</h1>
      {bilans.length === 0 ? (
        <EmptyState titre="Aucun bilan pour l’instant">
          Quand un de vos projets reçoit une aide, ses bilans viennent ici. Un courriel vous prévient avant chaque échéance.
        </EmptyState>
      ) : (
        <>
          <h2 class="fr-h5">À déposer</h2>
          {dus.length === 0 ? (
            <p>Rien à déposer. Un courriel vous préviendra avant la prochaine échéance.</p>
          ) : (
            <Rangees>
              {dus.map(b => (
                <LigneBilan b={b} jour={jour} />
              ))}
            </Rangees>
          )}
          <Suite titre="Déposés" jour={jour} bilans={deposes} />
          <Suite titre="Plus attendus" jour={jour} bilans={sansObjet} />
        </>
      )}
    </Page>
  )
}
