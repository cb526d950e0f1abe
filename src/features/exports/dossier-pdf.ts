import type { Config } from '../../config.ts'
import { formatInstant } from '../../lib/dates.ts'
import { formatEuros } from '../../lib/euros.ts'
import type { Etape } from '../cahier/index.ts'
import { champsMontres, motValeur } from '../champs/index.ts'
import { type Champ, cellule, texteDe } from '../contenu/index.ts'
import { type DossierDonnees, enTeteDe } from '../documents/index.ts'
import { faitsStructure, motEtat } from '../etats/index.ts'
import { empreinteAValider, etatValidation } from '../examen/index.ts'
import type { AExporter } from './a-exporter.ts'
import { tableauxDe } from './tableaux.ts'

type Reponse = DossierDonnees['sections'][number]['reponses'][number]

/** Data of the PDF of a whole dossier, in the order in which the instructeur reads it. */
export function donneesDossier(e: AExporter, config: Config): DossierDonnees {
  const { dossier: d, depot } = e
  const { appel } = d.version
  return {
    ...enTeteDe(appel, config),
    etabliLe: e.etabliLe,
    numero: d.numero,
    etat: etatDe(e),
    appel: appel.titre,
    structure: d.structure.nom,
    titre: texteDe(d.contenu, 'titre') || 'Projet sans titre',
    essentiel: essentielDe(e),
    ...(depot ? { depot: { empreinte: depot.sha256 } } : {}),
    sections: e.lecture.formulaire.etapes
      .filter(etape => !etape.blocs.includes('depot'))
      .map(etape => sectionDe(e, etape))
      .filter(s => s.reponses.length + s.tableaux.length > 0),
    partenaires: partenairesDe(e),
    engagements: depot?.lu.engagements.map(x => x.libelle) ?? [],
    pieces: d.pieces.map(p => ({
      intitule: appel.pieces.find(x => x.code === p.code)?.libelle ?? p.code,
      fichier: p.nom,
      octets: p.taille,
      sha256: p.sha256,
    })),
    titreVerdicts: depot ? 'Règles de l’appel au moment du dépôt' : `Règles de l’appel le ${formatInstant(e.etabliLe)}`,
    verdicts: e.verdicts.map(v => ({
      etat: v.resultat,
      phrase: v.explication.replaceAll('**', ''),
      ...(v.clauses.length > 0 ? { clause: v.clauses.join(', ') } : {}),
    })),
  }
}

function etatDe({ dossier: d, depot }: AExporter): string {
  if (!depot) return d.etat === 'rouvert' ? 'changements non déposés' : `${motEtat(d.etat, false).mot}, non déposé`
  return `${motEtat(d.etat, true, { etape: d.etape }).mot}${depot.version > 1 ? `, version\u00a0${depot.version}` : ''}`
}

function essentielDe({ dossier: d, depot, lecture }: AExporter): Reponse[] {
  const { montants } = lecture.faits
  const aide = typeof montants?.aide === 'number' ? formatEuros(montants.aide, { centimes: true }) : 'À compléter'
  return [
    { libelle: 'Structure', valeur: d.structure.nom },
    { libelle: d.version.appel.aide.calcul === undefined ? 'Aide demandée' : 'Aide calculée', valeur: aide },
    ...(depot
      ? [
          { libelle: 'Reçu le', valeur: `${formatInstant(depot.recuLe, { secondes: true })}, heure de Paris` },
          { libelle: 'Déposé par', valeur: depot.lu.deposant.nom },
        ]
      : [{ libelle: 'Modifié le', valeur: formatInstant(d.modifieLe) }]),
  ]
}

function sectionDe(e: AExporter, etape: Etape): DossierDonnees['sections'][number] {
  const { contenu, structure, version } = e.dossier
  const champs = champsMontres(version.appel, etape, contenu, e.lecture.visibilite.questions).filter(c => !cellule(c.nom))
  return {
    titre: etape.titre,
    reponses: [
      ...(etape.blocs.includes('structure') ? faitsStructure(structure, undefined, version.appel) : []),
      ...champs.map(c => ({ libelle: c.libelle, valeur: valeurDe(e, c) })),
    ],
    tableaux: tableauxDe(version.appel, etape, contenu, e.lecture),
  }
}

function valeurDe({ dossier: { contenu } }: AExporter, champ: Champ): string {
  const illisible = contenu.illisibles[champ.nom]
  if (illisible !== undefined) return `Illisible\u00a0: «\u00a0${illisible}\u00a0»`
  const v = contenu.valeurs[champ.nom]
  return (v === undefined ? '' : motValeur(champ, v)) || 'Non renseigné'
}

/** Validations as they stood at the filing; in a draft, as they stand. */
function partenairesDe({ dossier: d, depot }: AExporter): DossierDonnees['partenaires'] {
  const valide = (le: Date | undefined, moyens: string) =>
    le ? `Validé le ${formatInstant(le)}.${moyens ? ` Moyens\u00a0: ${moyens}` : ''}` : 'Pas de validation'
  if (depot)
    return depot.lu.partenaires.map(p => ({
      nom: p.nom,
      role: p.role,
      validation: valide(p.valide_le ? new Date(p.valide_le) : undefined, p.moyens),
    }))
  const empreinte = empreinteAValider(d.version.appel, d.contenu)
  return d.partenaires.map(p => {
    const v = etatValidation(p, empreinte) === 'validee' ? p.validation : undefined
    return { nom: p.nom, role: p.role, validation: valide(v?.valideLe, v?.moyens ?? '') }
  })
}
