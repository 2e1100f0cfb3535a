<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="it" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>network, epoch {epoch}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, epoch {epoch}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} holds a network for images of {width}×{height} pixels; the data set that is open has {expected_width}×{expected_height}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} cannot be moved to the trash, and is left as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What an autoencoder is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An autoencoder learns to copy its input, with a catch: on the way the picture has to pass through very few numbers, its code. Here 784 pixels become 2 numbers, and 784 pixels again. No labels are needed: the picture itself is what the answer is compared with. What survives the squeeze is what the network has understood of handwritten digits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show ten digits and their copies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the notebook&apos;s network the encoder narrows from 784 pixels over 512 hidden units to the code; the decoder mirrors it. Each bar is a layer, as high as the square root of its units, and each stripe a unit that answers to the digit at hand. Nearly all of the 806,674 weights and biases are in the first layer and in the last one. Choose a layer to see its weights as pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How it begins</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before training, weights are drawn at random: Kaiming&apos;s normal distribution, whose variance is two over the number of inputs. With it a signal passes through ReLU layers without fading or growing, however many there are. Biases begin at zero. Look at the hidden units now: noise. After an epoch many of them have turned into strokes and blobs of ink.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin a new network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encoder turns a picture into a point. Draw a digit: it is scaled and centred as MNIST&apos;s were, encoded and marked in the plane while you draw. A 7 becomes a 1 if you leave out its bar; watch the mark wander. Where do your digits land, compared with those of the same class in the test set, which were written by other people?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The decoder turns any point into a picture, also where no digit ever was. Move the mouse slowly from one cloud of points into another and see one digit change into the other. A click keeps what you find. The meter under the picture says how far you are from everything that the network has seen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explore the plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How bad a copy is says the mean squared error: the mean, over all pixels, of the squared difference in grey, from 0 to 1. A step takes 128 digits, and Adam moves every weight a little to where their error falls. 469 such steps are an epoch: each of the 60,000 digits once, in a new order. A network that answers with the same mean digit to everything stands near 0.067.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train from the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pale line is the loss of each step, which jumps, since each step sees other digits; the strong one is its mean over some steps. The dots are the error on 10,000 test digits that were never trained on. If the dots part from the line and rise while it falls, the network learns its training digits by heart. The dashed line is PCA&apos;s error with as many numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the plots</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The latent plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each point is the code of a test digit, in the colour of its class. The network was never told the classes, and yet they come apart, because digits that look alike are copied well from codes that lie together. Ones lie far from zeros; 4 and 9, which differ in a short stroke, lie on top of each other. Drag the epoch slider to see how it came about.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Holes in the plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in the loss asks the codes to fill the plane. Between the clouds, and beyond them, the decoder was never trained, and what it draws there may be no digit at all: the carpet shows it. That is why a plain autoencoder is a poor generator of new digits, and what variational ones were made for. A path near the data goes around the holes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the carpet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA beside it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Principal component analysis is the best that a linear network can do: it keeps the two directions in which digits vary most, and needs no training but one decomposition. With two numbers its error is 0.0557, the trained network&apos;s 0.0392. A network without hidden layers and without a sigmoid finds the same plane as PCA, in other axes: put linear-2d beside it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare both planes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More numbers, smaller error, for both. But the network&apos;s lead melts: with 256 numbers PCA reaches 0.00138, and the notebook&apos;s recipe with its constant learning rate only 0.00232, though it could do all that PCA does. It is not the network that is too weak: with a rate that rises and then falls, the same one reaches 0.00083 in as many epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the error against the dimension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An exercise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the course&apos;s notebook, training goes through a loader, which shuffles the digits and hands them out in batches, while the ten digits that are watched come straight from the data set. Both are the same pictures. Why not watch through the loader as well? Think first, then open the answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the ten digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loader&apos;s order is new in each epoch, which training needs: batches that were always the same would pull the weights the same way, one after the other. Watching needs the opposite: the same ten digits each time, or their copies could not be compared from one epoch to the next. It also needs no batches, and no gradients. And asking a shuffling loader for a look would draw from its random numbers, and so change the training that is being watched.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing that can be enlarged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be saved: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its training is that of another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A weight is beyond what float16 can hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is neither a checkpoint of Autoencoder Lab nor a state dict of torch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not a training state of Autoencoder Lab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {size:,} bytes; no network here takes more than {most:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is too large for this machine&apos;s memory.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has {size:,} bytes, far more than its network takes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be saved: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be opened: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not hold the arrays of a training state.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its generator or its losses are of another type.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its seconds are {seconds!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its {name} is {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file does not say its activation, its output or the shape of its images: it was read as ReLU, sigmoid and {height} x {width} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Torch cannot read it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image shape must be (height, width), not {shape}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most {most} hidden layers are possible, not {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The size of a layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This network would have {count:,} parameters; at most {most:,} are possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of the data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The warm-up of {epochs:,} epochs is longer than the training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight decay must be a number from 0 to 1, not {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The precision tf32 exists on CUDA GPUs alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The number of threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate must be a number above 0 and at most 10, not {rate!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} must be text, not {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} must be a whole number at least {low}, not {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} must be a whole number from {low} to {high:,}, not {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} must be one of {choices}, not {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A configuration must be a table of names and values, not {type}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration does not fit this version: check {names}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sizes must be a list of whole numbers, not {value!r}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No hidden layer and no curve: trained, it finds the plane that PCA computes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notebook&apos;s network for looking at: every digit becomes a point of a plane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notebook&apos;s first network: a wide code that redraws digits well, and PCA does it better.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notebook&apos;s plane with a learning rate that warms up and cools down: clearer from the same epochs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notebook&apos;s wide code with a better schedule: the same network now beats PCA.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three hidden layers on each side: how much depth makes of two numbers a digit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network that made autoencoders famous in 2006, and how far its thirty numbers leave PCA&apos;s behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train</source>
        <comment>images</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} holds training images of {train} and test images of {test} pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} holds training images of one class only; it takes two to be told apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{source} holds test images of class {label}, but no such training images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds no images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds {images:,} images and {other} {labels:,} labels; there must be one for each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds images of {size} pixels; a side must be from 1 to {most:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds the label {label}, not one from 0 to {last}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is larger than {most:,} bytes, too large for names of classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not text in UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} names {names:,} classes, one a line, but the labels are of {count}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has no name of at most {most} printable characters in line {number}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder {folder} to read a data set from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} has no {what}: none of {names} is there, gzipped (.gz) or not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its authors state none; made from a work of the U.S. government</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clothes in ten classes: {train:,} training and {test:,} test images of 28×28 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MIT, © 2017 Zalando SE</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cursive Japanese in ten classes: {train:,} training and {test:,} test images of 28×28 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CC BY-SA 4.0</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handwritten digits: {train:,} training and {test:,} test images of 28×28 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handwritten letters, capital and small ones in one class: {train:,} training and {test:,} test images of 28×28 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no data set called {name!r} to download.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} could not be written below {folder}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} cannot be downloaded: torchvision, which knows its address, is not part of this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} could not be downloaded: {reasons}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} sends more than the {most:,} bytes that are expected</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} from {host} is another file than it should be (its MD5 sum differs)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} ended after {received:,} of {declared:,} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} is to be reached without encryption, which is not done here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} answered with a web page instead of the file; this network may ask for a log-in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the server</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} sent next to nothing for {seconds:g} seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} sent nothing for {seconds:g} seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} answered {answer}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} has no valid certificate ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} was not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} refused the connection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the connection to {host} was broken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{host} cannot be reached ({reason})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{member} of {title} cannot be used: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{member} of {title} is larger than {most:,} bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive of {title} has no {member}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The archive of {title} is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} has the label {label}, where the first should be {first}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} cannot be used: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a regular file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing more could be written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is a damaged gzip file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be read: it is not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} declares {size:,} values, more than pictures in a gzip file of {packed:,} bytes can have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not an IDX file of {content}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds values of type 0x{type:02x}; only unsigned bytes (0x08) can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} holds values in {found} dimensions; {content} have {dimensions}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} ends within its header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} declares {size:,} values; at most {most:,} can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} declares a side of {side:,} pixels; at most {most:,} can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is truncated: its header declares {size:,} values and {found:,} follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} goes on after the {size:,} values that its header declares.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be saved: the package onnx is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures of {root} could not be written below {folder}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{root} would become {count:,} images of {side}×{side} pixels, more than the {most:,} bytes that fit; choose a smaller side.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no folder {root} to look for pictures in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{link} is a link to a folder; only folders themselves are looked through.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{root} holds more than {pictures:,} pictures or {files:,} files; that is too many.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{root} cannot be looked through: torchvision, which does that, is not part of this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{part} holds pictures, if any, but no folder for each class of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{root} holds pictures in {count} folders; it takes two, one for each class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{root} holds pictures in {count:,} folders; at most {most} can be classes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{root} has a folder {name!r}, which is no name for a class: it is too long or odd.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{root} has pictures of {name} in its folder test, but none in train.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{root} has one picture of each class; it takes two to hold one back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {count:,} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{root} holds {count:,} pictures that cannot be read: {some}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The side of the images must be from 1 to {most:,} pixels, not {side:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has {size:,} bytes; a picture may have {most:,}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has {width:,}×{height:,} pixels; a picture may have {most:,} in all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} has too many pixels; a picture may have {most:,} in all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is not a picture that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>32 bits a pixel do not say what is white</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be decoded ({reason}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data set {name} cannot be used: {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is damaged or incomplete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds more than {most} entries, far more than a state dict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds {name!r}, which is not part of a state dict.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is compressed, which torch&apos;s files never are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its entries overlap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not a state dict saved by torch on a little-endian machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its tensors are not of the sizes that it declares.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was saved by a version of torch that is not known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was not saved on a little-endian machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not list its tensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not a state dict: a flat table of names and tensors.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its tensors overlap.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It declares one storage in two ways.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its pickle holds the instruction {name}, which a state dict never needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its pickle is longer than {most} bytes, far more than a state dict&apos;s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It asks for {name!r}, which a state dict never needs; nothing was run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its pickle fills a list with something else than names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its pickle fills a table with something else than names and values.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its pickle sets attributes that a state dict never has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It refers to numbers that are not floats in a storage of their own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its pickle makes a call that a state dict never needs; nothing was run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of its tensors is empty or has an impossible shape.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of its tensors is not contiguous.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of its tensors reaches beyond its storage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is complete: there is nothing left to be trained.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} was trained on other images than those of {dataset}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This training cannot be written down. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be written: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It takes the package {name}, which is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{credit} Made by Autoencoder Lab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>test error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: not there. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its metrics.csv does not begin with the names of its columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its metrics.csv holds a row that is not one of five numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its losses.safetensors is not a safetensors file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its losses.safetensors holds something else than losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{folder} is in use by another window or process.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its run.json is of another version of Autoencoder Lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its run.json does not hold what a run&apos;s does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its run.json holds something else than text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its run.json holds impossible values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {name} cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {name} is not a table of names and values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {name} is not a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its {name} has more than {limit:,} bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} cannot be used: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has format version {version!r}, for which a newer Autoencoder Lab than this is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is damaged: its content does not match its SHA-256.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its tensors are not laid out as safetensors lays them out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is damaged: its header is impossibly long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is damaged: its header cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is a safetensors file, but not one of Autoencoder Lab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{some}; {next_one}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Disk quota exceeded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File exists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File name too long</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input/output error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Is a directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No space left on device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No such file or directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not a directory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Operation not permitted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Permission denied</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read-only file system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too many open files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>encoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>decoder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {part}&apos;s layers have the shapes {shapes}, not {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {part}&apos;s weights are {type}, not float32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {part} holds weights that are not finite.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key!r} is missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{key!r} is in it, but not part of its network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not a state dict of the notebook&apos;s AutoEncoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its images have {pixels} pixels, not a square number, and it does not say their shape.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU&apos;s steps cannot be captured as a graph: training goes on without, and slower.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network takes images of {takes} pixels, but those of {dataset} have {has}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another process of this training has ended before its time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The GPU&apos;s memory is full; train a smaller network, or with a smaller batch, or on the CPU.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The memory is full; train a smaller network, or with a smaller batch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {step:,} is not in epoch {epoch} of this data set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss of step {step:,} is not finite; the learning rate of {rate:g} may be too high.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The precision tf32 exists on CUDA GPUs alone, and none is found here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PyTorch finds no CUDA GPU here; train on the CPU instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, 1 thread, {precision}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU, {threads} threads, {precision}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its weights are those of another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its averages of gradients are those of another network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its averages of gradients are not finite numbers of float32.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its averages of squares are not all positive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds losses of {count} steps after {step}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{rate:g}, {schedule}, {warmup} epochs of warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{precision} on {device}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plane at every epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network, for Autoencoder Lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network, for the notebook and torch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network, for other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>its decoder alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>codes of the test images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the same for numpy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>errors of every epoch</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AxesChooser</name>
    <message>
        <source>Components</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axes of the plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two directions in which the codes vary most, or two of their numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dimension to the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dimension upwards</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassColors</name>
    <message>
        <source>Colour-blind safe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paired, as in the notebook</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ten colours that differ for eyes without the cones for red, for green or for blue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not safe: without the cones for red or for green, some of these colours look the same.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassErrors</name>
    <message>
        <source>Error by class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A click shows the worst digits of one class alone</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassLegend</name>
    <message>
        <source>Show alone, or all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show class {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide class {name}; a double click shows it alone, a right click renames it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of this class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClassMix</name>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeInspector</name>
    <message>
        <source>Digit of this code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dimension {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the mean of all codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its numbers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodePlane</name>
    <message>
        <source>Code plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Arrow keys move the probe, Enter keeps the digit under it, Home shows all points.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CodeTool</name>
    <message>
        <source>On the plane at ({x:.2f}, {y:.2f})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open network…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open PCA as a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of as many dimensions as the network on show has</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save network…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export codes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export everything…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder with a page that opens in any browser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data sets…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder of IDX files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everything that the program remembers, to what it was at first</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Autoencoder Lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open trained network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That of the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed of the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From one step a second to as fast as the machine can</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n step(s) a second</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Network on show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA, {count} dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with a network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Two linear models, {angle:.0f}° apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One plane, two bases: the two lie {angle:.1f}° apart</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fitting PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring neighbours</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ComparisonTab</name>
    <message>
        <source>Measure neighbours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neighbour accuracy {knn:.1%}
Trustworthiness {trust:.3f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neighbour accuracy: how many of the test digits have the class of most of the ten training digits that are nearest in the plane. Trustworthiness: whether neighbours in the plane are neighbours as images too; 1 is perfect (2,000 test digits, ten neighbours).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worst of {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test digit {index:,}, class {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model on the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model on the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neighbour accuracy and trustworthiness of both planes; a few seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Planes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Errors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> beside </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures are mean squared errors of what is drawn, unclipped; only the display clips.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test digits as both models redraw them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Error by class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ConfigDifferences</name>
    <message>
        <source>Differences only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configurations of the selected trainings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images&apos; fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best test error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training time</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DataDialog</name>
    <message>
        <source>Folder of &amp;pictures…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Handwritten digits; travels with the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made from pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking through {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Downloading {title}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder with a folder of pictures for each class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Converting {name}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{size} MB for both parts of EMNIST</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence: {licence}. {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data sets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a data set of your own pictures, with a folder for each class</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DatasetRow</name>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Download</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DigitChooser</name>
    <message>
        <source>Others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {label}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {label}, test image {index:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw other images at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images to choose from</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DistanceMeter</name>
    <message>
        <source>Distance from the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the fifth nearest of 2,000 digits is, in units of the distance that 95 of 100 digits stay below. Up to 1 the decoder has learnt what belongs here; far above it answers a question that it was never asked in training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Among the data ({distance:.1f})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At the edge of the data ({distance:.1f})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Never learnt: far from all data ({far})</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawInspector</name>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the network sees it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it draws it again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is centred and scaled
as MNIST&apos;s digits were.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the network black ink on white, which it has never seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As seen, and as redrawn</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawPad</name>
    <message>
        <source>Pad to draw a digit on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a digit here</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DrawTool</name>
    <message>
        <source>At ({x:.2f}, {y:.2f})
The nearest code is of class {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EpochSlider</name>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A training keeps its epochs here</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Now, %n epoch(s) kept</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Now, 1 of {stride} epochs kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch {epoch} of {last}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play the epochs (Ctrl+P)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Live</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the network as it is now (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Animated GIF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbered PNG files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at an earlier epoch, while training goes on. Every epoch is kept in up to 512 MB of memory, then every second one, and so on; none is written to disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The plane at every epoch that is kept, as pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorCurve</name>
    <message>
        <source>Error against the dimension of the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>dimensions of the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At {k} dimensions {name} does what PCA does: {error:.5f}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At {k} dimensions PCA is better than {name}: {pca:.5f} against {error:.5f}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At {k} dimensions {name} is better than PCA: {error:.5f} against {pca:.5f}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExploreInspector</name>
    <message>
        <source>Decoded digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest real digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picked digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its reconstruction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoded under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picked digit, and redrawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the mouse over the plane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>({x:.2f}, {y:.2f})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a point.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ExploreTool</name>
    <message>
        <source>{about}
Mean squared error {error:.4f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {name}
Test digit {index:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {name}
Training digit {index:,}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Save path as a strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save path as a GIF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Animations (*.gif)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the epochs as a GIF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for a PNG of each epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Array for numpy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to make the folder of everything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other pictures are still being taken; try again when they are saved.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>GuidePanel</name>
    <message>
        <source>Open the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step of the guide</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImageGrid</name>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeptStrip</name>
    <message>
        <source>Kept digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digit decoded at ({x:.2f}, {y:.2f})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click between the points to keep the digit that is imagined there.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LatentTab</name>
    <message>
        <source>code {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share:.0%} of the variance; the other {count} at their mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>component 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>component 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{share:.0%} of the variance of {count} dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Explore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the decoder draws under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it draws on the way from one place to another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a digit and see where it lies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which digits lie in a part of the plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move each number of a code by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Carpet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the decoder draws everywhere, behind the points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The name of each class, in the middle of its points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training digits&apos; codes too</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all points</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LayerDiagram</name>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LossCanvas</name>
    <message>
        <source>mean squared error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loss curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Train to watch the loss of every step here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch {epoch:.2f}, step {step:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>smoothed {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test {error} (epoch {epoch:g})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many steps the strong curve is the mean of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A logarithmic axis shows small errors as well as large ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole run and follow it (Home)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Loading …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training is not possible here, exploring is. {reason}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a folder of IDX files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading {name} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA is still being fitted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opened {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test images in the plane of their codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test images, redrawn by the network and by PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss, and the test error of each epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The error against the dimension of the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MNIST by Yann LeCun and Corinna Cortes, CC BY-SA 3.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of {source}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training “{name}” was interrupted after epoch {epoch} of {epochs}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what you like and press Train: it becomes a training of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n training(s) moved to the trash.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paused at step {step:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the network elsewhere; meanwhile writing is tried again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The training is on the disk again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program crashed when it was last used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train on the CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the training first: what it has learnt stays on show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All settings are as they were at first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Autoencoder Lab</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train with batches of {count:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language will be another one when the program is started again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoencoder Lab {version}

See what an autoencoder learns: train one on handwritten digits and walk through its code space.

MNIST by Yann LeCun and Corinna Cortes, CC BY-SA 3.0.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkFiles</name>
    <message>
        <source>Open network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Autoencoder Lab network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The notebook&apos;s state dict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ONNX, for other programs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save network</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NetworkTab</name>
    <message>
        <source>Units of the layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The height of a bar goes with the square root of its units.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its units are the pixels of the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unit {unit:,}
Activation {activation:.3f}
Bias {bias:.3f}
Length of its weights {norm:.3f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoder {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoder {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {units:,} units, each with {inputs:,} weights and a bias</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each unit adds to the image: its weights in the last layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each unit adds to the image, if the layers after it were linear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each unit looks for: its weights, blue where ink speaks for it and red against.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What each unit looks for, if the layers before it were linear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looks for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draws</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures of the units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The way from the image to a unit, or from it to the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of the units</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The test digit that the layers answer to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PathInspector</name>
    <message>
        <source>Frame of the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strip…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GIF…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click two places of the plane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {frame} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame {frame}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Straight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Near the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way of the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the crow flies, or by places where there are digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frame before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next frame</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save all frames side by side, as PNG</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save all frames as an animated GIF</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames of the path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Way</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Frames</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the way</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PicturePage</name>
    <message>
        <source>Pictures as they will be</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Invert (the background should be black)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Convert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Side of the square images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes a data set of small grey images; the pictures stay as they are</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Side</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n class(es)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them, in the folder test, are held back to test with.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other file(s) are left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>from {least} to {most}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of {share} of each class is held back to test with.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunCurves</name>
    <message>
        <source>Log</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select one or more trainings to see their curves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>epoch</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>minutes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the curves by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A thin curve of each epoch&apos;s mean training loss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves of the selected trainings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunTable</name>
    <message>
        <source>Past trainings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Began</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RunsTab</name>
    <message>
        <source>Nothing was trained here yet: press Train (F5), and every training is kept here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put it on show in every tab (Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Train it further to its end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Duplicate…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change its configuration and train it anew</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move to the trash (Delete)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write its curves or its network to a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search names, notes, data, layers …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search past trainings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is to be remembered of this training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Configuration</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SelectInspector</name>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean of the digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoded mean of their codes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw around points of the plane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digits: {count:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {name}, digit {index:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a rectangle over the plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag around points in any shape</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select nothing (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selection</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPanel</name>
    <message>
        <source>No CUDA GPU has been found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden layers are whole numbers, such as 1000, 500, 250.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The learning rate must be a number, such as 0.001 or 1e-3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The weight decay must be a number, such as 0 or 0.01.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The seed must be a whole number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{train:,} training and {test:,} test images of {height}&#xa0;×&#xa0;{width} pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{layers}, {count:,}&#xa0;parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recipe of your own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More data sets…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of IDX files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>custom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sigmoid</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Linear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preset</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A network and its recipe, ready to train</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images to learn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Units of each layer from the image to the code, such as 1000, 500, 250; none for a linear network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Latent dimension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Numbers in the code of an image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The function between two layers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the last layer ends in: a sigmoid keeps pixels between 0 and 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Output</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often all training images are seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of Adam, such as 0.001 or 1e-3; it can be changed while the network trains</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Constant, or down to nothing at the end along half a cosine wave</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the learning rate: {how}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up epochs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epochs over which the learning rate first rises</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By how much weights shrink at each step, in learning rates (AdamW); it keeps them from fitting noise</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the matrix products; bf16 is about twice as fast where the processor has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Of the CPU; Automatic takes one a core</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More of the recipe</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warm-up, weight decay, precision and threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decides the first weights and the order of the images: same seed, same numbers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New seed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw a seed at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to train; Automatic takes a CUDA GPU if there is one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingStatus</name>
    <message>
        <source>Progress of the training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Epoch {epoch} of {epochs}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>train {train}  ·  test {test}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{speed:,.0f} images/s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingTab</name>
    <message>
        <source>Digit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shuffle digits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First ten</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA, 1 dimension</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA, {count} dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test image {index:,}, class {label}. Click to choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch ten test images drawn at random</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Watch the first ten test images, as the notebook does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Test digits and their reconstructions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a digit to choose another. The figures are mean squared errors.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TrainingThread</name>
    <message>
        <source>PyTorch cannot be loaded: {error}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training failed: {kind}: {error}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Something in the program went wrong. What you see stays usable; what was trained is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program crashed when it was last used. This is where:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TroubleDialog</name>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n time(s) so far; the log has all of them.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TwinPlanes</name>
    <message>
        <source>Decoded on the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoded on the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Digit under the cursor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>code 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>component 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>component 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag around points to select them in both planes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decoded at
({x:.2f}, {y:.2f})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The digit redrawn,
error {error:.4f}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class {name}
Test digit {index:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln digit(s) selected, {share:.0%} of class {name}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to move a plane</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rectangle</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a rectangle to select digits in both planes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag around digits to select them in both planes</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnitSheet</name>
    <message>
        <source>Unit {unit:,}, activation {value:.2f}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Picture</name>
    <message>
        <source>Unit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>_Runs</name>
    <message>
        <source>Star</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starred</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not starred</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
