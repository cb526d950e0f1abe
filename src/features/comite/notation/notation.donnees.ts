import type { FieldErrors } from '../../../lib/forms.ts'
import { peut } from '../../decret/index.ts'
import { declarationDe, deportesDe, estDeporte, examines, type Inscrit, placesDossier, type Seance } from '../seance.ts'
import type { EcartsVue } from './ecarts.view.tsx'
import type { Notation } from './lire-notation.ts'
import { moyennesDe } from './moyennes.ts'
import type { SaisieGrille } from './notation.form.ts'
import type { Avancement, Grille } from './notation.queries.ts'
import { type CritereNote, ecartsDe, totalDe } from './notation.rules.ts'
import type { NotationVue } from './notation.view.tsx'

export type Lue = {
  s: Seance
  d: Inscrit
  notation: Notation
  /** The reader's own, if they sit and have begun. */
  mienne: Grille | undefined
  /** Finalised ones; only read when the reader may see them. */
  finalisees: readonly Grille[] | undefined
  avancement: readonly Avancement[]
}
export type Retour = { saisie: SaisieGrille; errors: FieldErrors }

/** The page of one dossier to score, from what was read. Pure. */
export function notationVue({ s, d, notation, mienne, finalisees, avancement }: Lue, retour?: Retour): NotationVue {
  const { criteres, fiche } = notation
  const lus = examines(s).filter(x => peut(placesDossier(s, x.id), 'lire', { seance: s.etat }))
  const i = lus.findIndex(x => x.id === d.id)
  const voisin = (x: Inscrit | undefined) => x && { id: x.id, porteur: x.porteur }
  const autres = s.membres.filter(m => m.id !== s.moi?.id && !estDeporte(s, m, d.id))
  const degres = criteres[0]?.echelons ?? []
  const peutNoter = peut(placesDossier(s, d.id), 'noter', { seance: s.etat })
  return {
    seance: { id: s.id, tenueLe: s.tenueLe },
    dossier: { id: d.id, numero: d.numero, titre: d.titre, porteur: d.porteur, declaree: d.declaree, version: d.version },
    position: {
      rang: i + 1,
      sur: lus.length,
      finalises: avancement.filter(a => a.membreId === s.moi?.id && a.finalisee && lus.some(x => x.id === a.dossierId)).length,
      precedent: voisin(lus[i - 1]),
      suivant: voisin(lus[i + 1]),
    },
    declareLe: s.moi && declarationDe(s, s.moi.id, d.id)?.le,
    peutDeclarer: peut(placesDossier(s, d.id), 'declarer', { seance: s.etat }),
    poids: {
      egal: !s.appel.criteres.ponderes,
      min: degres[0]?.note ?? 0,
      max: degres.at(-1)?.note ?? 0,
      nombre: criteres.length,
    },
    autres: {
      finalises: autres.filter(m => avancement.some(a => a.membreId === m.id && a.dossierId === d.id && a.finalisee)).length,
      sur: autres.length,
    },
    finalisee: mienne?.finaliseeLe ? { le: mienne.finaliseeLe, reprise: peutNoter && mienne.depotId !== d.depotId } : undefined,
    fiche: fiche.fiche,
    grille: s.moi && {
      seanceId: s.id,
      dossierId: d.id,
      slug: s.appel.slug,
      criteres,
      preuves: new Map([...fiche.criteres, ...fiche.priorites.map((p, n) => [`priorite_${n + 1}`, p] as const)]),
      notes: mienne?.notes ?? {},
      depotId: d.depotId,
      total: totalDe(criteres, mienne?.notes ?? {}),
      enregistreeLe: mienne?.modifieeLe,
      avis: mienne?.avis ?? '',
      saisie: retour?.saisie,
      errors: retour?.errors ?? {},
      lecture: !peutNoter || !!mienne?.finaliseeLe,
    },
    ecarts: finalisees && ecartsVue(s, d, criteres, finalisees),
  }
}

/** Those in conflict on the dossier are left out, whatever they had scored before. */
export function ecartsVue(s: Seance, d: Inscrit, criteres: readonly CritereNote[], finalisees: readonly Grille[]): EcartsVue {
  const deportes = deportesDe(s, d.id)
  const comptent = s.membres.filter(m => !deportes.includes(m))
  const avec = comptent
    .flatMap(m => {
      const grille = finalisees.find(g => g.membreId === m.id)
      return grille ? [{ m, grille }] : []
    })
    .sort((a, b) => Number(b.m.id === s.moi?.id) - Number(a.m.id === s.moi?.id))
  return {
    moyenne: moyennesDe(s, [d.id], finalisees).get(d.id),
    membres: avec.map(({ m, grille }) => ({
      nom: m.id === s.moi?.id ? 'Vous' : m.nom,
      total: totalDe(criteres, grille.notes),
      avis: grille.avis,
      commentaires: criteres.flatMap(c => {
        const texte = grille.notes[c.code]?.commentaire
        return texte ? [{ titre: c.titre, texte }] : []
      }),
      change: grille.depotId !== d.depotId,
    })),
    lignes:
      avec.length > 0
        ? ecartsDe(
            criteres,
            avec.map(x => x.grille.notes),
          )
        : [],
    attendus: comptent.filter(m => !avec.some(x => x.m === m)).map(m => m.nom),
  }
}
