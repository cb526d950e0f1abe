import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, it } from 'vitest'
import { nouvelId } from '../../src/contexte.ts'
import { paths } from '../../src/paths.ts'
import { grosScan } from '../../src/test/pdf-hostiles.ts'
import { HOSTILES, LIMITES } from '../../src/test/securite/classeurs-hostiles.ts'
import { texte, zip } from '../../src/test/securite/zips.ts'
import { NOTIFIE } from '../../src/test/suivi.ts'
import { commencer, SLUG } from '../../src/test/vico.ts'
import { conclure, type Memoire, ouvrirMemoire, type Qui } from './machine.ts'
import { champs, entier, type Fichier, formulaire } from './observer.ts'

const ENSEMBLE = 16
let s: Memoire
let bilan: { dossier: string; id: string }
/** Communes, each with a draft of its own. */
let communes: { qui: Qui; dossier: string }[]
beforeAll(async () => {
  s = await ouvrirMemoire(2)
  const { w } = s.m
  w.regler('2021-09-13T10:00:00')
  communes = []
  for (let i = 0; i < ENSEMBLE; i++) {
    const qui = await w.compte({ structures: ['Vico'] })
    communes.push({ qui, dossier: await commencer(w, qui.cookie) })
  }
  w.regler(NOTIFIE)
  const { dossier, bilan: id } = await s.m.unBilan('2022-01-04T10:12:00')
  bilan = { dossier, id }
})
afterAll(() => s?.fermer())

const lignes = (n: number, f: (i: number) => string) => Array.from({ length: n }, (_, i) => f(i)).join('\n')
/** Bytes of a PDF that nobody has sent yet. */
const gros = (nom: string, taille: number): Fichier => ({
  nom,
  taille,
  octets: function* () {
    let reste = taille
    for (const b of grosScan(taille * 2, 40)) {
      const bloc = b.subarray(0, reste)
      reste -= bloc.length
      yield bloc
      if (reste === 0) return
    }
  },
})

it('aucune liste, aucun classeur, aucune archive ne fait tenir au programme plus de 700 Mo', async () => {
  const { vico } = s.m
  s.m.w.regler('2022-01-04T10:12:00')
  s.regler()
  const commandes = paths.bilans.importCommandes(bilan.dossier, bilan.id)
  const fichiers = HOSTILES.map(([quoi, faire], i) => ({ quoi, octets: faire(), nom: `hostile-${i}` }))
  const deux = [vico, communes[0]!.qui]
  const aDeux = (quoi: string, { nom, octets }: { nom: string; octets: Buffer }) =>
    s.mesurer(`commandes : ${quoi}`, p => Promise.all(deux.map(q => s.envoyer(p, commandes, q, formulaire({}, [entier(nom, octets)])))))
  for (const f of fichiers) await aDeux(`${f.quoi}, de deux personnes`, f)
  // what one leaves behind is not counted with the next
  for (const f of fichiers) {
    await s.repartir()
    await aDeux(`${f.quoi}, de deux personnes, programme neuf`, f)
  }
  await s.mesurer('commandes : tous ces fichiers à la fois, d’une personne', p =>
    Promise.all(fichiers.map(f => s.envoyer(p, commandes, vico, formulaire({}, [entier(f.nom, f.octets)])))),
  )
  const faux = Buffer.from(`SIRET;Entreprise;Montant HT;Montant TTC;Date\n${lignes(20_000, i => `${i};<a>;x;y;${'z'.repeat(200)}`)}`)
  await s.mesurer('commandes : vingt mille lignes fausses', async p => [
    await s.envoyer(p, commandes, vico, formulaire({}, [entier('a.csv', faux)])),
  ])
  await s.mesurer('commandes : un tableau rendu de cinq mégaoctets', async p => [
    await s.envoyer(p, commandes, vico, formulaire({ donnees: `[${'["a","b"],'.repeat(480_000)}[]]` }, [])),
  ])
  s.m.w.regler('2021-09-13T10:00:00')
  s.regler()
  const petits = fichiers.filter(f => f.octets.length < 900_000)
  await s.mesurer('plan : les mêmes, de seize communes à la fois', p =>
    Promise.all(
      communes.flatMap(({ qui, dossier }) =>
        petits.map(f => s.envoyer(p, paths.dossiers.importPlan(dossier), qui, formulaire({}, [entier(f.nom, f.octets)]))),
      ),
    ),
  )
  conclure(s.mesures)
})

it('aucune pièce, par la page ou par morceaux, aucun corps de formulaire non plus', async () => {
  const { vico, admin } = s.m
  const pieces = (dossier: string) => paths.dossiers.pieces(dossier)
  const annexe = (f: Fichier): Fichier => ({ ...f, champ: 'fichier-annexes' })
  await s.mesurer('pièces : huit PDF de 200 Mo à la fois', p =>
    Promise.all(
      communes
        .slice(0, 8)
        .map(({ qui, dossier }) => s.envoyer(p, pieces(dossier), qui, formulaire({}, [annexe(gros('a.pdf', 200_000_000))]))),
    ),
  )
  await s.mesurer('pièces : seize de 240 Mo, refusées', p =>
    Promise.all(
      communes.map(({ qui, dossier }) => s.envoyer(p, pieces(dossier), qui, formulaire({}, [annexe(gros('a.pdf', 240_000_000))]))),
    ),
  )
  const entrees = zip(Array.from({ length: 60_000 }, (_, i) => texte(`a${i}`, '')))
  const bombe = zip([{ nom: 'a.txt', brut: Buffer.alloc(900_000_000, 32) }])
  for (const [quoi, octets] of [
    ['une archive de 60 000 entrées', entrees],
    ['une archive qui enfle de 1 Mo à 900 Mo', bombe],
    ['un classeur qui enfle de même', zip([texte('xl/a', ''), { nom: 'xl/b', brut: Buffer.alloc(900_000_000, 32) }])],
  ] as const)
    await s.mesurer(`pièces : seize fois ${quoi}`, p =>
      Promise.all(
        communes.map(({ qui, dossier }) => s.envoyer(p, pieces(dossier), qui, formulaire({}, [annexe(entier('a.zip', octets))]))),
      ),
    )
  await s.mesurer('pièces : seize téléchargements de 200 Mo', p =>
    Promise.all(
      communes.slice(0, 8).flatMap(async ({ qui, dossier }) => {
        const { rows } = await s.m.w.owner.query(
          "select id from piece where dossier_id = $1 and code = 'annexes' order by taille desc limit 1",
          [dossier],
        )
        const chemin = rows[0] ? paths.dossiers.piece(dossier, 'annexes', rows[0].id) : pieces(dossier)
        const deux = await Promise.all([s.envoyer(p, chemin, qui), s.envoyer(p, paths.dossiers.zip(dossier), qui)])
        return deux.join(' et ')
      }),
    ),
  )
  const corps: [string, Record<string, string>][] = [
    ['10 000 champs', Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`c${i}`, 'x'.repeat(80)]))],
    [
      'cinq textes de 190 000 signes',
      Object.fromEntries(['resume', 'situation', 'besoins', 'objectifs', 'titre'].map(c => [c, 'é'.repeat(30_000)])),
    ],
    ['des accents empilés', { resume: `e${'\u0301\u0323'.repeat(70_000)}` }],
    [
      'une base inventée',
      { _base: JSON.stringify(Object.fromEntries(Array.from({ length: 170 }, (_, i) => [`c${i}`, 'mot '.repeat(250)]))) },
    ],
  ]
  for (const [quoi, c] of corps)
    await s.mesurer(`formulaires : ${quoi}, soixante-quatre à la fois`, p =>
      Promise.all(
        Array.from({ length: 4 }, () => communes)
          .flat()
          .map(({ qui, dossier }) => s.envoyer(p, paths.dossiers.etape(dossier, 'projet'), qui, champs(c))),
      ),
    )
  const appel = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
  for (const [quoi, source] of [
    ['8 000 clés', lignes(8_000, i => `k${i}: 1`)],
    ['510 ko de clés', lignes(50_000, i => `k${i}: 1`)],
    ['des clés de clés', '? '.repeat(20_000)],
    ['des renvois qui se multiplient', `k0: &a0 [x]\n${lignes(8, i => `k${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`)}`],
    ['l’appel fondateur', appel.replace(`slug: ${SLUG}`, `slug: autre-${nouvelId().slice(-6)}`)],
  ] as const)
    await s.mesurer(`appels : ${quoi}, seize à la fois`, p =>
      Promise.all(Array.from({ length: 16 }, () => s.envoyer(p, paths.administration.appels, admin, champs({ source })))),
    )
  await s.mesurer('commandes : seize fois cinq mégaoctets, d’une personne', p =>
    Promise.all(
      Array.from({ length: 16 }, () =>
        s.envoyer(
          p,
          paths.bilans.importCommandes(bilan.dossier, bilan.id),
          vico,
          formulaire({}, [entier('a', Buffer.alloc(LIMITES.octets, 'a;b\n'))]),
        ),
      ),
    ),
  )
  conclure(s.mesures)
})
