// Letters of decisions, drawn as the job draws them (two threads, tagged PDF/UA) and kept on the disk, against the bare compile of a page of one paragraph.
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { nouvelId } from '../src/contexte.ts'
import { creerDocuments, type NotificationDonnees } from '../src/features/documents/index.ts'
import { chargerPolices } from '../src/features/documents/polices.ts'
import { creerStockage } from '../src/features/fichiers/stockage-local.ts'

const THREADS = 2
/** An invented letter, as long as a real one. */
const lettre = (n: number, etabliLe: Date): NotificationDonnees => ({
  theme: 'etat',
  emetteur: {
    blocMarque: ['Préfet', 'de Corse'],
    nom: 'Préfet de Corse',
    adresse: 'Rue de la Préfecture\n20000 Ajaccio',
    telephone: '04\u00a065\u00a071\u00a000\u00a000',
    service: 'Secrétariat général pour les affaires de Corse',
    courriel: 'guichet@guichet.example',
  },
  demonstration: true,
  etabliLe,
  numero: `ITN7-${String(n).padStart(4, '0')}`,
  appel: 'Transformation numérique des collectivités territoriales',
  destinataire: `Commune inventée ${n}`,
  structure: `Commune inventée ${n}`,
  titre: `Un guichet en ligne pour les familles, ${n}`,
  recuLe: '2021-09-13',
  objet: 'Votre projet est retenu en partie',
  paragraphes: [
    `Votre projet «\u00a0Un guichet en ligne, ${n}\u00a0» est retenu en partie dans le cadre de l’appel à projets.`,
    'Vous demandiez 20\u00a0000\u00a0€. Une aide de 12\u00a0345\u00a0€ (douze mille trois cent quarante-cinq euros) vous est accordée, soit 61,7\u00a0% du coût global.',
    'Un acte attributif fixera le calendrier, les versements et les pièces à produire.',
  ],
  montants: [{ libelle: 'Aide accordée', valeur: '12\u00a0345,00\u00a0€ (douze mille trois cent quarante-cinq euros)' }],
  conditions: ['Associer les usagers avant juin.'],
  auteur: 'Le préfet',
  recours: ['Recours gracieux dans les deux mois.', 'Recours devant le tribunal administratif dans les deux mois.'],
})

/** Seconds for as many letters, storage included, and seconds for as many bare pages on as many threads (one is timed: they share nothing). */
export async function mesurerLettres(nombre: number): Promise<{ lettres: number; nues: number }> {
  const instant = new Date('2021-11-08T14:00:00Z')
  const lettres = Array.from({ length: nombre }, (_, n) => lettre(n, instant))
  const dossier = mkdtempSync(join(tmpdir(), 'gt-lettres-'))
  const stockage = creerStockage(dossier)
  const documents = creerDocuments({ travailleurs: THREADS })
  try {
    const t = performance.now()
    let suivante = 0
    const travailler = async () => {
      for (let l = lettres[suivante++]; l; l = lettres[suivante++]) {
        const pdf = await documents.rendrePdf('notification', l, { norme: 'UA-1' })
        createHash('sha256').update(pdf).digest('hex')
        await stockage.ecrire(
          `2021/${nouvelId()}`,
          (async function* () {
            yield pdf
          })(),
        )
      }
    }
    await Promise.all(Array.from({ length: THREADS }, travailler))
    const total = (performance.now() - t) / 1000
    return { lettres: total, nues: await pagesNues(nombre / THREADS) }
  } finally {
    await documents.fermer()
    rmSync(dossier, { recursive: true, force: true })
  }
}

async function pagesNues(nombre: number): Promise<number> {
  const { polices } = await chargerPolices('etat')
  const t = performance.now()
  const typst = NodeCompiler.create({ workspace: tmpdir(), fontArgs: [{ fontBlobs: polices }] })
  for (let n = 0; n < nombre; n++) {
    const page = typst.compile({
      mainFileContent: `#set text(font: "Marianne", lang: "fr")\n#set document(title: "Page ${n}")\n= Page ${n}\nUn paragraphe.`,
    })
    if (!page.result) throw new Error('bare page')
    typst.pdf(page.result, { pdfStandard: 'ua-1', creationTimestamp: n })
    typst.evictCache(10)
  }
  return (performance.now() - t) / 1000
}

if (process.argv[1] === import.meta.filename) console.log(await mesurerLettres(200))
